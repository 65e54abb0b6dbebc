import type { Stream } from '@libp2p/interface';
import { lpStream } from '@libp2p/utils';
import { codeOf, messageOf } from '../errors.ts';
import type { BlobRef } from '../storage/blob-ref.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { decodeAnswer, encodeRequest, MAX_ANSWER_BYTES } from './blob-frames.ts';
import { NetworkError } from './errors.ts';

/** Requests under way at once: enough to hide the round trip, few enough to bound memory. */
const WINDOW = 4;

export interface PullOptions {
  readonly stream: Stream;
  readonly ref: BlobRef;
  readonly missing: readonly number[];
  readonly store: BlobStore;
  /** For whom the chunks are kept. */
  readonly owner: string;
  readonly signal: AbortSignal | undefined;
  readonly timeoutMilliseconds: number;
}

/**
 * Asks one peer for the missing chunks in order and keeps each that proves right. Throws `BlobNotHeld`,
 * `PeerLied` or `PeerSilent`; what was kept until then stays.
 */
export async function pullChunks(options: PullOptions): Promise<void> {
  const { stream, ref, missing } = options;
  const frames = lpStream(stream, { maxDataLength: MAX_ANSWER_BYTES });
  const limit = (): AbortSignal => {
    const deadline = AbortSignal.timeout(options.timeoutMilliseconds);
    return options.signal === undefined ? deadline : AbortSignal.any([deadline, options.signal]);
  };
  const ask = async (id: number, chunk: number): Promise<void> => {
    await frames.write(encodeRequest({ id, ref, chunk }), { signal: limit() });
  };
  let asked = 0;
  for (const [id, chunk] of missing.entries()) {
    for (; asked < missing.length && asked < id + WINDOW; asked++) {
      const next = missing[asked];
      if (next !== undefined) await silentUnless(() => ask(asked, next));
    }
    const frame = await silentUnless(() => frames.read({ signal: limit() }));
    const answer = decodeAnswer(frame.subarray());
    if (answer.id !== id)
      throw new NetworkError('BadFrame', `answered request ${answer.id} instead of ${id}`);
    if (!answer.ok) throw new NetworkError('BlobNotHeld', `does not serve it (${answer.error})`);
    await keep(options, chunk, answer);
  }
}

async function keep(
  { store, owner, ref }: PullOptions,
  chunk: number,
  answer: { readonly chunk: Uint8Array; readonly path: Uint8Array[] },
): Promise<void> {
  try {
    await store.putChunk(owner, ref, chunk, answer);
  } catch (thrown) {
    if (codeOf(thrown) !== 'ChunkWrong') throw thrown;
    throw new NetworkError('PeerLied', `sent a chunk ${chunk} that does not belong to the root`, {}, thrown);
  }
}

async function silentUnless<T>(exchange: () => Promise<T>): Promise<T> {
  try {
    return await exchange();
  } catch (thrown) {
    if (codeOf(thrown) === 'ERR_MSG_DATA_TOO_LONG') {
      throw new NetworkError('PeerLied', 'sent an answer larger than any chunk', {}, thrown);
    }
    throw new NetworkError('PeerSilent', `broke off or stayed silent (${messageOf(thrown)})`, {}, thrown);
  }
}
