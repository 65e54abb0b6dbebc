import type { ExpiryReason } from '@plumbline/runtime-types/domain/reasons';
import type { Context } from '../../frame/context.ts';
import { endDuty } from '../stakes/duties.ts';
import { chargeAbsent } from './absent.ts';
import { tasks } from './declaration.ts';
import { refund } from './money.ts';
import { releaseProfilers } from './profilers.ts';
import { endReports } from './report-bonds.ts';
import { enter, type OpenTask } from './store.ts';

/** Frees everybody who is bound to the attempt. */
export function endDuties(context: Context, { data }: OpenTask, completed: boolean): void {
  if (data.solver !== undefined) endDuty(context, 'Solver', data.solver, completed);
  for (const { account, refuted } of data.verifiers) {
    // Those that were refuted were freed when they were.
    if (!refuted) endDuty(context, 'Verifier', account, completed);
  }
}

/** A forced error comes to nothing, because the attempt does: those accused of it are freed. */
function dropForced(context: Context, { data }: OpenTask): void {
  for (const { account } of data.forced?.accused ?? []) endDuty(context, 'Verifier', account, false);
  data.forced = undefined;
}

/** The attempt comes to nothing: whoever hid something pays for it, and everybody is freed. */
export function endAttempt(context: Context, task: OpenTask): void {
  chargeAbsent(context, task, false);
  endReports(context, task, false);
  dropForced(context, task);
  endDuties(context, task, false);
}

/** Ends a task that nobody finished; the Submitter has back what is left of the escrow. */
export function expire(context: Context, task: OpenTask, reason: ExpiryReason): void {
  releaseProfilers(context, task);
  endAttempt(context, task);
  refund(context, task);
  enter(context, task, 'Expired', 0);
  tasks.deposit(context, 'Expired', { task: task.id, reason: { type: reason } });
}
