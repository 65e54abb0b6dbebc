import { NetworkError } from '../network/errors.ts';
import { orAborted } from './or-aborted.ts';

/** Blocks before its deadline at which a Verifier says what it knows. */
export const LAST_BLOCKS = 8;

/** The block until which one of several things is waited for: half of what is left, so that there is time for others. */
export function halfTheTime(now: number, deadline: number): number {
  return now + Math.max(1, (deadline - LAST_BLOCKS - now) >> 1);
}

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
