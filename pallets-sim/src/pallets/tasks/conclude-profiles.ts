import type { ProfileReport } from '@plumbline/runtime-types/domain/task';
import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import { foundSame, isSoundReport, standingReport } from '@plumbline/verification/profiling/standing';
import type { Context } from '../../frame/context.ts';
import { blockNumber } from '../system/block.ts';
import { tasks } from './declaration.ts';
import { refund } from './money.ts';
import { openTask } from './open.ts';
import { releaseProfilers, reportsOf } from './profilers.ts';
import { enter, type OpenTask, params } from './store.ts';
import { isTooCoarse } from './tolerance.ts';

/**
 * All reports are known, and the median stands. Where all found the same and nothing wrong, the task opens; otherwise
 * there is a window in which what stands can be proved wrong. The profilers stay bound until a Solver starts.
 */
export function concludeProfiles(context: Context, task: OpenTask): void {
  const report = standingReport(reportsOf(task));
  if (report === undefined) return;
  tasks.deposit(context, 'Profiled', { task: task.id, report });
  const agreed = reportsOf(task).every((other) => foundSame(other, report));
  if (agreed && isSound(task, report)) openTask(context, task);
  else openProfiles(context, task);
}

/** What the profilers found can be denied for as long as work can be challenged. */
export function openProfiles(context: Context, task: OpenTask): void {
  task.data.searchUntil = 0;
  enter(context, task, 'Profiled', blockNumber(context) + params(context).challengePeriod);
}

/** Hook: nobody has proved what the profilers found wrong. */
export function endProfiled(context: Context, task: OpenTask): void {
  const report = standingReport(reportsOf(task));
  if (report === undefined || isSound(task, report)) openTask(context, task);
  else reject(context, task, report);
}

/** Ends a task that cannot be carried out; whoever found that has its fee, and the Submitter what is left. */
export function reject(context: Context, task: OpenTask, report: ProfileReport): void {
  releaseProfilers(context, task, report);
  refund(context, task);
  task.data.searchUntil = 0;
  enter(context, task, 'Rejected', 0);
  const tooCoarse = takesAsSaid(task.data.spec, report) && isTooCoarse(report);
  tasks.deposit(context, 'Rejected', { task: task.id, report: tooCoarse ? { type: 'TooCoarse' } : report });
}

function takesAsSaid({ unitsPerStep }: TaskSpec, report: ProfileReport): boolean {
  return isSoundReport(report) && report.value.unitsPerStep === unitsPerStep;
}

function isSound({ data }: OpenTask, report: ProfileReport): boolean {
  return takesAsSaid(data.spec, report) && !isTooCoarse(report);
}
