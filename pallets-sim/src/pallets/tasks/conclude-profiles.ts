import type { DrawnProfiler, ProfileReport } from '@plumbline/runtime-types/domain/task';
import type { Context } from '../../frame/context.ts';
import { endDuty, noteDeed } from '../stakes/duties.ts';
import { tasks } from './declaration.ts';
import { pay, refund } from './money.ts';
import { openTask } from './open.ts';
import { enter, type OpenTask, params } from './store.ts';

/**
 * All reports are known. The median stands: units in ascending order, whoever found the task impossible above all of
 * them; of two in the middle the lower. So nobody alone ends a task that several profile. Whoever found the same has
 * its fee. The reports stay with the task.
 */
export function concludeProfiles(context: Context, task: OpenTask): void {
  const { id, data } = task;
  const report = standingReport(data.profilers);
  if (report === undefined) return;
  for (const { account, report: own } of data.profilers) {
    const agrees = own !== undefined && agree(own, report);
    if (agrees) pay(context, task, account, params(context).profileFee, 'ProfileFee');
    endDuty(context, 'Verifier', account, false);
    if (agrees) noteDeed(context, 'Verifier', account, 'profiled');
  }
  tasks.deposit(context, 'Profiled', { task: id, report });
  if (report.type === 'Ok' && report.value.unitsPerStep === data.spec.unitsPerStep) {
    openTask(context, task);
    return;
  }
  refund(context, task);
  enter(context, task, 'Rejected', 0);
  tasks.deposit(context, 'Rejected', { task: id, report });
}

/** The report that stands among several; none when there is none. */
export function standingReport(profilers: readonly DrawnProfiler[]): ProfileReport | undefined {
  const reports = profilers.flatMap(({ report }) => (report === undefined ? [] : [report]));
  const sound = reports
    .flatMap((report) => (report.type === 'Ok' ? [report] : []))
    .sort((left, right) => Number(left.value.unitsPerStep > right.value.unitsPerStep) * 2 - 1);
  const median = sound[Math.floor((reports.length - 1) / 2)];
  if (median !== undefined) return median;
  // Impossible: for the reason that most give, the first of them in the order of accounts drawn.
  const others = reports.filter(({ type }) => type !== 'Ok');
  const supporters = (report: ProfileReport) => others.filter((other) => agree(other, report)).length;
  return others.reduce<ProfileReport | undefined>(
    (best, report) => (best !== undefined && supporters(best) >= supporters(report) ? best : report),
    undefined,
  );
}

/** Whether two found the same: the same units, or the same reason why not. */
function agree(left: ProfileReport, right: ProfileReport): boolean {
  if (left.type === 'Ok' && right.type === 'Ok') return left.value.unitsPerStep === right.value.unitsPerStep;
  return left.type === right.type;
}
