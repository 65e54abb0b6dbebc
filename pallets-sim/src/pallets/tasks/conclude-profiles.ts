import type { ProfileReport } from '@plumbline/runtime-types/domain/task';
import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import { foundSame, isSoundReport, standingReport } from '@plumbline/verification/profiling/standing';
import type { Context } from '../../frame/context.ts';
import { askForFiles } from '../disputes/ask-for-files.ts';
import { hasDemands } from '../disputes/pending-demands.ts';
import { blockNumber } from '../system/block.ts';
import { tasks } from './declaration.ts';
import { refund } from './money.ts';
import { openTask, RETRY_BLOCKS } from './open.ts';
import { isFirstLook, releaseProfilers, reportsOf } from './profilers.ts';
import { enter, type OpenTask, params, setDeadline } from './store.ts';
import { isTooCoarse } from './tolerance.ts';

/**
 * All reports are known, and the median stands. Where all found the same and nothing wrong, the task opens; otherwise
 * there is a window in which what stands can be proved wrong. What nobody can prove wrong is looked at a second time:
 * that a step is not finite at once, and that files are not to be had when they were shown on chain. The profilers stay
 * bound until a Solver starts.
 */
export function concludeProfiles(context: Context, task: OpenTask): 'look again' | undefined {
  const report = standingReport(reportsOf(task));
  if (report === undefined) return undefined;
  tasks.deposit(context, 'Profiled', { task: task.id, report });
  const first = isFirstLook(task);
  if (first && report.type === 'NonFinite') return 'look again';
  const agreed = reportsOf(task).every((other) => foundSame(other, report));
  if (agreed && isSound(task, report)) {
    openTask(context, task);
    return undefined;
  }
  openProfiles(context, task);
  if (first && report.type === 'Unavailable') askForFiles(context, task);
  return undefined;
}

/** What the profilers found can be denied for as long as work can be challenged. */
export function openProfiles(context: Context, task: OpenTask): void {
  task.data.searchUntil = 0;
  enter(context, task, 'Profiled', blockNumber(context) + params(context).challengePeriod);
}

/** Hook: nobody has proved what the profilers found wrong. */
export function endProfiled(context: Context, task: OpenTask): void {
  if (hasDemands(context, task.id, task.data)) {
    setDeadline(context, task, blockNumber(context) + RETRY_BLOCKS);
    return;
  }
  const report = standingReport(reportsOf(task));
  if (report === undefined || isSound(task, report)) openTask(context, task);
  else reject(context, task, report);
}

/**
 * Ends a task that cannot be carried out; whoever found that has its fee, or `everybody` who looked, and the Submitter
 * what is left.
 */
export function reject(context: Context, task: OpenTask, report: ProfileReport, everybody = false): void {
  releaseProfilers(context, task, report, everybody);
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
