import type { Context } from '../../frame/context.ts';
import { endDuty, noteDeed } from '../stakes/duties.ts';
import { tasks } from './declaration.ts';
import { slashStake, toJackpot } from './money.ts';
import { openTask } from './open.ts';
import { changeTask, type OpenTask, params } from './store.ts';

/**
 * The Solver that was drawn will not train the task; another is drawn. It costs the Solver a small fee, less than
 * silence does, and it is not drawn for this task again: so each declines it once at most.
 */
export function decline(context: Context, who: string, id: number): void {
  changeTask(context, id, (task) => {
    tasks.ensure(task.data.status.type === 'Assigned', 'NotAssigned');
    tasks.ensure(task.data.solver === who, 'NotSolver');
    release(context, task, who);
    tasks.deposit(context, 'Declined', { task: id, who });
    openTask(context, task);
  });
}

function release(context: Context, task: OpenTask, who: string): void {
  endDuty(context, 'Solver', who, false);
  noteDeed(context, 'Solver', who, 'declined');
  slashStake(context, task, 'Solver', who, 'Declined', [toJackpot(params(context).declineFee)]);
}
