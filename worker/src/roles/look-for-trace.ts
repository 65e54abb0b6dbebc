import { setTimeout as wait } from 'node:timers/promises';
import { codeOf } from '../errors.ts';
import { beforeBlock, LAST_BLOCKS } from './before-block.ts';

export interface TraceLook {
  /** Fetches all of it; throws `BlobUnavailable`. */
  readonly fetch: (signal: AbortSignal) => Promise<unknown>;
  /** The number of the newest block. */
  readonly now: () => number;
  /** The last block in which what was found can be said. */
  readonly deadline: number;
  readonly signal: AbortSignal;
  readonly pauseMilliseconds?: number;
}

/**
 * Whether all of a trace is served. A Solver may only be busy: it is asked again until half of the time is over. One
 * that serves too slowly for the deadline to be met serves nothing.
 */
export async function isTraceServed({
  fetch,
  now,
  deadline,
  signal,
  pauseMilliseconds = 1_000,
}: TraceLook): Promise<boolean> {
  const time = deadline - now();
  const last = deadline - Math.max(1, Math.min(LAST_BLOCKS, time >> 2));
  const until = deadline - (time >> 1);
  for (;;) {
    try {
      await beforeBlock(last, now, signal, fetch);
      return true;
    } catch (thrown) {
      signal.throwIfAborted();
      if (codeOf(thrown) !== 'BlobUnavailable') throw thrown;
      if (now() >= Math.min(until, last)) return false;
      await wait(pauseMilliseconds, undefined, { signal });
    }
  }
}
