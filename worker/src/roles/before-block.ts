import { NetworkError } from '../network/errors.ts';
import { orAborted } from './or-aborted.ts';

/** How often the newest block is looked at. */
const LOOK_MILLISECONDS = 250;

/**
 * What `work` comes to, which is stopped as soon as the chain has come to `block`, and then throws `BlobUnavailable`: a
 * peer that serves a little of something large again and again is never silent, and would make whoever waits for all of
 * it late for its own deadline. `now` is the number of the newest block.
 */
export async function beforeBlock<T>(
  block: number,
  now: () => number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  const look = (): void => {
    if (now() < block) return;
    const message = `not all was served before block ${block}, when it had to be there`;
    late.abort(new NetworkError('BlobUnavailable', message, { block }));
  };
  look();
  const timer = setInterval(look, LOOK_MILLISECONDS);
  const ended = AbortSignal.any([signal, late.signal]);
  try {
    ended.throwIfAborted();
    return await orAborted(work(ended), ended);
  } catch (thrown) {
    if (signal.aborted || !late.signal.aborted) throw thrown;
    throw late.signal.reason;
  } finally {
    clearInterval(timer);
  }
}
