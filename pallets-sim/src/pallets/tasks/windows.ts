import type { Task } from '@plumbline/runtime-types/domain/task';
import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import { replayedIntervals } from './fees.ts';

/** Nobody's stake waits longer for a silent Verifier. */
const MAX_REPLAY_BLOCKS = 1_000_000;

/**
 * Blocks that a Verifier has to replay its intervals, beside what every task gives: the Solver had `stallBlocks` for
 * each of them.
 */
export function replayBlocks({ spec, forced }: Pick<Task, 'spec' | 'forced'>): number {
  const intervals = replayedIntervals(spec) + (forced?.accused.length ?? 0);
  return Math.min(intervals * spec.stallBlocks, MAX_REPLAY_BLOCKS);
}

/** Blocks that a side of a dispute has to recompute the interval, beside what every move has. */
export function recomputeBlocks(spec: TaskSpec): number {
  return spec.stallBlocks;
}
