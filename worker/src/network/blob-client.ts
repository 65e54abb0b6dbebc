import { multiaddr } from '@multiformats/multiaddr';
import { codeOf, messageOf } from '../errors.ts';
import type { Logger } from '../log/logger.ts';
import { type BlobRef, CHUNK_BYTES, describeBlob } from '../storage/blob-ref.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { BLOB_PROTOCOL } from './blob-frames.ts';
import { pullChunks } from './blob-pull.ts';
import { NetworkError, type NetworkErrorCode } from './errors.ts';
import type { PeerNode } from './peer-node.ts';

/** A peer that may hold a blob: who it is for messages, and where it listens. */
export interface PeerSource {
  readonly name: string;
  readonly addresses: readonly string[];
}

export interface BlobClientOptions {
  readonly node: PeerNode;
  readonly store: BlobStore;
  readonly log: Logger;
  /** For a dial and for every single answer. */
  readonly timeoutMilliseconds?: number;
  /** A peer that serves slower than this is left for the next one. */
  readonly slowestBytesPerSecond?: number;
  /** No blob larger than this is fetched, whoever asks for it. */
  readonly maxBlobBytes?: number;
}

/** What a timer of Node takes. */
const LONGEST_TIMER = 2 ** 31 - 1;

interface Attempt {
  readonly peer: string;
  readonly code: NetworkErrorCode;
  readonly reason: string;
}

/** Fetches blobs by root from peers that need not be trusted. */
export class BlobClient {
  readonly #options: Required<BlobClientOptions>;
  /** Peers that were caught lying, by address: asked again only when nobody else is left. */
  readonly #liars = new Set<string>();

  constructor(options: BlobClientOptions) {
    this.#options = {
      timeoutMilliseconds: 10_000,
      slowestBytesPerSecond: 128 * 1024,
      maxBlobBytes: 8 * 2 ** 30,
      ...options,
    };
  }

  /**
   * Returns the blob, which is `owner`'s from now on, from the store or else from the first of `peers` that serves it rightly. Each chunk is
   * checked against the root before it is kept; what one peer gave is not asked of the next; a later call goes
   * on where this one ended. Throws `BlobUnavailable` that says what every peer did.
   */
  async fetch(
    owner: string,
    ref: BlobRef,
    peers: readonly PeerSource[],
    signal?: AbortSignal,
  ): Promise<Uint8Array> {
    const { store, maxBlobBytes } = this.#options;
    const held = await this.#held(owner, ref);
    if (held !== undefined) return held;
    if (!Number.isSafeInteger(ref.bytes) || ref.bytes < 0 || ref.bytes > maxBlobBytes) {
      const message = `${describeBlob(ref)} is larger than the ${maxBlobBytes} bytes that this worker accepts`;
      throw new NetworkError('BlobTooLarge', message, { bytes: ref.bytes, maxBlobBytes });
    }
    const attempts: Attempt[] = [];
    for (const peer of this.#ordered(peers)) {
      try {
        signal?.throwIfAborted();
        await this.#fetchFrom(owner, ref, peer, signal);
        await store.seal(owner, ref);
        return await store.get(ref);
      } catch (thrown) {
        if (signal?.aborted === true) {
          throw new NetworkError('Aborted', `fetching ${describeBlob(ref)} was stopped`, {}, thrown);
        }
        attempts.push(this.#blame(ref, peer, thrown));
      }
    }
    const tried = attempts.map(({ peer, reason }) => `${peer}: ${reason}`).join('; ');
    const message = `${describeBlob(ref)} could not be fetched: ${tried === '' ? 'no peer is known to hold it' : tried}`;
    throw new NetworkError('BlobUnavailable', message, { attempts });
  }

  /** What is in the store; what the disk has damaged there is fetched like anything else. */
  async #held(owner: string, ref: BlobRef): Promise<Uint8Array | undefined> {
    const { store, log } = this.#options;
    if (!(await store.adopt(owner, ref))) return undefined;
    return store.find(ref).catch((thrown: unknown) => {
      if (codeOf(thrown) !== 'BlobDamaged') throw thrown;
      log.warn({ event: 'blob-damaged', blob: describeBlob(ref) }, messageOf(thrown));
      return undefined;
    });
  }

  /** How many milliseconds a peer may take to serve so much. */
  patience(bytes: number): number {
    const { timeoutMilliseconds, slowestBytesPerSecond } = this.#options;
    return Math.min(LONGEST_TIMER, Math.ceil(timeoutMilliseconds + (1000 * bytes) / slowestBytesPerSecond));
  }

  async #fetchFrom(
    owner: string,
    ref: BlobRef,
    peer: PeerSource,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { node, store, timeoutMilliseconds } = this.#options;
    const missing = await store.missing(ref);
    if (missing.length === 0) return;
    const dial = AbortSignal.timeout(timeoutMilliseconds);
    const stream = await node
      .dialProtocol(peer.addresses.map(multiaddr), BLOB_PROTOCOL, {
        signal: signal === undefined ? dial : AbortSignal.any([dial, signal]),
      })
      .catch((thrown: unknown) => {
        throw new NetworkError('PeerUnreachable', `not reachable (${messageOf(thrown)})`, {}, thrown);
      });
    try {
      // One chunk just before every deadline would make whoever waits for the blob late for its own.
      const slow = AbortSignal.timeout(this.patience(CHUNK_BYTES * missing.length));
      const ended = signal === undefined ? slow : AbortSignal.any([slow, signal]);
      await pullChunks({ stream, ref, missing, store, owner, signal: ended, timeoutMilliseconds });
    } catch (thrown) {
      // An answer may still be under way: the stream must not be read again.
      stream.abort(thrown instanceof Error ? thrown : new Error(String(thrown)));
      throw thrown;
    }
    await stream
      .close({ signal: AbortSignal.timeout(timeoutMilliseconds) })
      .catch(() => stream.abort(new Error('not closed in time')));
  }

  #blame(ref: BlobRef, peer: PeerSource, thrown: unknown): Attempt {
    const code = thrown instanceof NetworkError ? thrown.code : 'PeerSilent';
    const attempt: Attempt = { peer: peer.name, code, reason: messageOf(thrown) };
    this.#options.log.warn(
      { event: 'fetch-failed', blob: describeBlob(ref), ...attempt },
      'a peer did not serve a blob',
    );
    if (code === 'PeerLied') {
      for (const address of peer.addresses) {
        this.#liars.add(address);
        void this.#hangUp(address);
      }
    }
    return attempt;
  }

  async #hangUp(address: string): Promise<void> {
    try {
      await this.#options.node.hangUp(multiaddr(address));
    } catch {
      // It may have hung up first.
    }
  }

  #ordered(peers: readonly PeerSource[]): PeerSource[] {
    const lied = (peer: PeerSource): boolean => peer.addresses.some((address) => this.#liars.has(address));
    const dialable = peers.filter((peer) => peer.addresses.length > 0);
    return [...dialable.filter((peer) => !lied(peer)), ...dialable.filter(lied)];
  }
}
