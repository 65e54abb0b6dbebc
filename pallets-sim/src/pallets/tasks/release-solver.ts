import type { Context } from '../../frame/context.ts';
import { endDuty } from '../stakes/duties.ts';
import { blockNumber } from '../system/block.ts';
import { boundFee } from './fees.ts';
import { pay } from './money.ts';
import type { OpenTask } from './store.ts';

/**
 * A drawn Solver is free of a task that nobody can train; the Submitter pays for the blocks that it was bound and for `least`
 * of them at the least.
 */
export function releaseSolver(context: Context, task: OpenTask, least = 0): void {
  const { spec, solver, price, assignedAt } = task.data;
  if (solver === undefined) return;
  const bound = blockNumber(context) - assignedAt;
  pay(context, task, solver, boundFee(spec, price, Math.max(bound, least)), 'TimeBound');
  endDuty(context, 'Solver', solver, false);
  task.data.solver = undefined;
  task.data.seed = undefined;
}
