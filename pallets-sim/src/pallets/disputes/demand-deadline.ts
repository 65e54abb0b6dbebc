import type { Demand } from '@plumbline/runtime-types/domain/demand';
import type { Context } from '../../frame/context.ts';
import { blockNumber } from '../system/block.ts';
import { leave, queue } from '../tasks/deadlines.ts';
import { disputes } from './declaration.ts';

const { Demands, DemandDeadlines, Params } = disputes.storage;

/** Tasks whose Solvers can be found silent in one block: that pays many and opens the task again. */
const MAX_OVERDUE = 16;

/** Gives a demand of a task its time; returns the last block in which it can be supplied. */
export function queueDemand(context: Context, task: number): number {
  const wake = blockNumber(context) + Params.get(context).moveBlocks + 1;
  return queue(context, DemandDeadlines, wake, task, MAX_OVERDUE) - 1;
}

/** Has the demands of a task that are due looked at in a later block: this one has no room for them. */
export function putOffDemands(context: Context, task: number): void {
  const now = blockNumber(context);
  const isDue = ({ deadline }: Demand): boolean => deadline < now;
  const all = Demands.get(context, task);
  // A verdict of this block may have ended the task, and with it what was demanded.
  if (!all.some(isDue)) return;
  const deadline = queue(context, DemandDeadlines, now + 1, task, MAX_OVERDUE, 'first') - 1;
  Demands.put(
    context,
    task,
    all.map((each) => (isDue(each) ? { ...each, deadline } : each)),
  );
}

/** Nothing wakes up at a deadline that no demand of the task has any more. */
export function leaveDemand(context: Context, task: number, deadline: number): void {
  if (Demands.get(context, task).some((other) => other.deadline === deadline)) return;
  leave(context, DemandDeadlines, deadline + 1, task);
}
