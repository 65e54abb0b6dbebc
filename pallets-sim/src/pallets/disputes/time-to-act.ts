import type { Context } from '../../frame/context.ts';
import { type OpenTask, setDeadline, params as tasksParams } from '../tasks/store.ts';

/** Has a task stay as it is for long enough that whoever demands can act on what is shown in block `shown`. */
export function leaveTimeToAct(context: Context, task: OpenTask, shown: number): void {
  const until = shown + timeToAct(context, task);
  if (task.data.deadline < until) setDeadline(context, task, until);
}

/** Blocks that the present status lasts beyond what is shown; less than none where that is nothing to it. */
function timeToAct(context: Context, { data }: OpenTask): number {
  const { challengePeriod, revealBlocks } = tasksParams(context);
  if (data.status.type === 'Challengeable') return challengePeriod;
  if (data.status.type === 'Assigned') return data.spec.stallBlocks;
  return data.status.type === 'Profiling' && data.searchUntil === 0 ? revealBlocks : Number.NEGATIVE_INFINITY;
}
