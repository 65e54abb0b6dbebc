import type { Seal } from '@plumbline/runtime-types/domain/task';
import type { Context } from '../../frame/context.ts';
import { blockNumber } from '../system/block.ts';
import { tasks } from './declaration.ts';
import { enter, type OpenTask, params } from './store.ts';

/** Blocks until randomness is drawn: one for a block that nobody has seen, one to have its hash. */
export const RANDOMNESS_DELAY = 2;

/** Windows of `openBlocks` for which a task waits for its first Verifier: its work is done, and worth more than time. */
export const VERIFIER_WINDOWS = 8;

export function ensureSolver({ data }: OpenTask, who: string): void {
  tasks.ensure(data.solver === who, 'NotSolver');
}

/** The seal of the attempt; fails with `NotStarted`. */
export function sealOf({ data }: OpenTask): Seal {
  if (data.seal === undefined) throw tasks.error('NotStarted');
  return data.seal;
}

/** Begins a blind window: Verifiers and their intervals follow from a block that nobody has seen. */
export function seekVerifiersLater(context: Context, task: OpenTask): void {
  const drawAt = blockNumber(context) + RANDOMNESS_DELAY;
  task.data.drawSeed = undefined;
  task.data.searchUntil = drawAt + VERIFIER_WINDOWS * params(context).openBlocks;
  enter(context, task, 'Verifying', drawAt);
}
