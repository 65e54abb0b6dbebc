import type { ExpiryReason } from '@plumbline/runtime-types/domain/reasons';
import type { Context } from '../../frame/context.ts';
import { endDuty } from '../stakes/duties.ts';
import { tasks } from './declaration.ts';
import { refund } from './money.ts';
import { enter, type OpenTask } from './store.ts';

/** Frees everybody who is bound to the attempt. */
export function endDuties(context: Context, { data }: OpenTask, completed: boolean): void {
  if (data.solver !== undefined) endDuty(context, 'Solver', data.solver, completed);
  for (const { account, refuted } of data.verifiers) {
    // Those that were refuted were freed when they were.
    if (!refuted) endDuty(context, 'Verifier', account, completed);
  }
}

/** Ends a task that nobody finished; the Submitter has back what is left of the escrow. */
export function expire(context: Context, task: OpenTask, reason: ExpiryReason): void {
  endDuties(context, task, false);
  refund(context, task);
  enter(context, task, 'Expired', 0);
  task.data.searchUntil = 0;
  task.data.dispute = undefined;
  tasks.deposit(context, 'Expired', { task: task.id, reason: { type: reason } });
}
