import type { Dispute } from '@plumbline/runtime-types/domain/dispute';
import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import type { Context } from '../../frame/context.ts';
import { blockNumber } from '../system/block.ts';
import { leave, queue } from '../tasks/deadlines.ts';
import { recomputeBlocks } from '../tasks/windows.ts';
import { disputes } from './declaration.ts';

const { Deadlines, Disputes, Params } = disputes.storage;

/** Disputes that end by silence in one block; a verdict is heavy. */
const MAX_OVERDUE = 16;

/** Gives the side whose turn it is its time; returns the last block in which it may move. */
export function startClock(context: Context, id: number, spec: TaskSpec): number {
  return startClockOf(context, id, Params.get(context).moveBlocks + recomputeBlocks(spec));
}

/** Has a dispute wake up after so many blocks at least; returns the last block before. */
function startClockOf(context: Context, id: number, blocks: number): number {
  return queue(context, Deadlines, blockNumber(context) + blocks + 1, id, MAX_OVERDUE) - 1;
}

/** Gives a dispute another deadline, so many blocks from now. */
export function putDeadline(context: Context, id: number, dispute: Dispute, blocks: number): void {
  stopClock(context, id, dispute.deadline);
  Disputes.put(context, id, { ...dispute, deadline: startClockOf(context, id, blocks) });
}

/** Has a dispute that is due end in a later block: this one has no room for it. */
export function putOff(context: Context, id: number): void {
  const dispute = Disputes.get(context, id);
  if (dispute === undefined) return;
  const deadline = queue(context, Deadlines, blockNumber(context) + 1, id, MAX_OVERDUE, 'first') - 1;
  Disputes.put(context, id, { ...dispute, deadline });
}

/** The side has moved, or the dispute is over: nothing wakes up at its deadline. */
export function stopClock(context: Context, id: number, deadline: number): void {
  leave(context, Deadlines, deadline + 1, id);
}
