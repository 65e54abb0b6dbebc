import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Logger } from 'pino';
import type { Header } from '../../block/header.ts';
import { mapKey } from '../../bytes.ts';
import type { Chain } from '../../chain/chain.ts';
import { CHAIN_HEAD, RpcError } from '../errors.ts';
import type { Notify } from '../method.ts';
import { Operations } from './operations.ts';
import { runtimeSpec } from './runtime-spec.ts';

export interface ChainHeadLimits {
  /** Follow subscriptions of one connection; the specification asks for 2 at least. */
  readonly follows: number;
  /** Blocks that one subscription may have pinned before it is stopped. */
  readonly pinnedBlocks: number;
  /** Operations of one subscription at a time; the specification asks for 16 at least. */
  readonly operations: number;
  /** Storage items between two requests of the client to continue. */
  readonly pageItems: number;
}

export const CHAIN_HEAD_LIMITS: ChainHeadLimits = {
  follows: 4,
  pinnedBlocks: 4096,
  operations: 256,
  pageItems: 500,
};

/** How many finalised blocks a new subscription begins with, as in Substrate. */
const FIRST_BLOCKS = 16;

/**
 * One `chainHead_v1_follow`: reports each block as new, best and finalised at once, since nothing here forks, and keeps
 * what it reported pinned until the client unpins it.
 */
export class Follow {
  readonly operations: Operations;
  readonly withRuntime: boolean;
  readonly #chain: Chain;
  readonly #limits: ChainHeadLimits;
  readonly #pinned = new Map<string, { readonly header: Header; readonly release: () => void }>();
  #notify: Notify = () => {};

  constructor(chain: Chain, withRuntime: boolean, limits: ChainHeadLimits, log: Logger) {
    this.#chain = chain;
    this.withRuntime = withRuntime;
    this.#limits = limits;
    this.operations = new Operations(limits.operations, (event) => this.#notify(event), log);
  }

  /** Begins to notify; returns how to stop. `end` is called when this side gives up, after a last `stop` event. */
  start(notify: Notify, end: () => void): () => void {
    this.#notify = notify;
    const first = this.#firstBlocks();
    for (const header of first) this.#pin(header);
    notify({
      event: 'initialized',
      finalizedBlockHashes: first.map(({ hash }) => toHex(hash)),
      ...(this.withRuntime ? { finalizedBlockRuntime: runtimeSpec(this.#chain.runtime.version) } : {}),
    });
    // Clients wait for it before they answer anything, also when no further block is made.
    notify({ event: 'bestBlockChanged', bestBlockHash: toHex(this.#chain.head.hash) });
    const giveUp = (): void => {
      notify({ event: 'stop' });
      end();
    };
    const unlisten = this.#chain.onBlock(({ header }) => {
      if (this.#pinned.size >= this.#limits.pinnedBlocks) giveUp();
      else this.#report(header);
    });
    // A final block is not final any more: a gap that only a new subscription can bridge.
    const unlistenMoves = this.#chain.onMove(giveUp);
    return () => {
      unlisten();
      unlistenMoves();
      this.operations.stopAll();
      for (const { release } of this.#pinned.values()) release();
      this.#pinned.clear();
    };
  }

  /** Also keeps the block's state from being pruned. */
  #pin(header: Header): void {
    this.#pinned.set(mapKey(header.hash), { header, release: this.#chain.pinState(header) });
  }

  /** A block that is pinned. Throws `RpcError` when it is not. */
  pinned(hash: Uint8Array): Header {
    const pinned = this.#pinned.get(mapKey(hash));
    if (!pinned) {
      throw new RpcError(
        CHAIN_HEAD.notPinned,
        `Block ${toHex(hash)} was not reported by this subscription, or is unpinned`,
      );
    }
    return pinned.header;
  }

  /** Unpins all of the blocks or, when one of them cannot be, none. Throws `RpcError`. */
  unpin(hashes: readonly Uint8Array[]): void {
    const names = new Set(hashes.map(mapKey));
    if (names.size < hashes.length) {
      throw new RpcError(
        CHAIN_HEAD.duplicateHashes,
        'The list holds the same block hash twice: nothing is unpinned',
      );
    }
    for (const hash of hashes) this.pinned(hash);
    for (const name of names) {
      this.#pinned.get(name)?.release();
      this.#pinned.delete(name);
    }
  }

  #firstBlocks(): Header[] {
    const blocks = [this.#chain.head];
    for (
      let [oldest] = blocks;
      oldest && oldest.number > 0 && blocks.length < FIRST_BLOCKS;
      [oldest] = blocks
    ) {
      const parent = this.#chain.header(oldest.parentHash);
      if (!parent || !this.#chain.keepsState(parent)) break;
      blocks.unshift(parent);
    }
    return blocks;
  }

  #report(header: Header): void {
    this.#pin(header);
    const hash = toHex(header.hash);
    this.#notify({
      event: 'newBlock',
      blockHash: hash,
      parentBlockHash: toHex(header.parentHash),
      ...(this.withRuntime ? { newRuntime: null } : {}), // the runtime does not change while the node runs
    });
    this.#notify({ event: 'bestBlockChanged', bestBlockHash: hash });
    this.#notify({ event: 'finalized', finalizedBlockHashes: [hash], prunedBlockHashes: [] });
  }
}
