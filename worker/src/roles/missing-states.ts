import { setTimeout as wait } from 'node:timers/promises';
import type { ChainView } from '../chain/view.ts';
import { LAST_BLOCKS } from './before-block.ts';
import type { WorkerContext } from './context.ts';

/** Says what to do about a state that could not be fetched just now, or throws. */
export type OnMissing = (thrown: unknown) => Promise<'again' | 'give up'>;

const PAUSE_MILLISECONDS = 1_000;

/** A Verifier's: a Solver may only be busy, and is not accused for that as long as there is time. */
export function untilLate(
  { newest }: WorkerContext,
  view: ChainView,
  id: number,
  signal: AbortSignal,
): OnMissing {
  return async () => {
    const now = newest() ?? view;
    if (now.block.number + LAST_BLOCKS >= (now.tasks.get(id)?.deadline ?? 0)) return 'give up';
    await wait(PAUSE_MILLISECONDS, undefined, { signal });
    return 'again';
  };
}

/** A Whistleblower's: what it cannot have it does not judge. The demand on chain is the answer to it. */
export const leaveIt: OnMissing = (thrown) => Promise.reject(thrown);
