import type { Context } from '../../frame/context.ts';
import { dropDemands } from '../disputes/drop-demands.ts';
import { blockNumber } from '../system/block.ts';
import { tasks } from './declaration.ts';
import type { OpenTask } from './store.ts';

const { Leftovers } = tasks.storage;

/**
 * The task is over: its record says what was asked for, who did what and how it ended, and nothing else of it stays.
 * Checkpoints and sealed keys may be many; `sweep` removes them when blocks have room.
 */
export function leaveRecord(context: Context, { id, data }: OpenTask): void {
  data.searchUntil = 0;
  data.blindUntil = 0;
  data.dispute = undefined;
  data.forced = undefined;
  for (const profiler of data.profilers) profiler.commitment = undefined;
  for (const verifier of data.verifiers) verifier.commitment = undefined;
  dropDemands(context, id);
  const isPrivate = data.spec.sealed !== undefined;
  if (isPrivate || data.attempt > 0 || data.progress.checkpoints > 0)
    Leftovers.put(context, id, blockNumber(context));
}
