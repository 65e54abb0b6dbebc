import type { ProfileReport, Task } from '@plumbline/runtime-types/domain/task';
import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import { decidingProfilers, standingReport } from '@plumbline/verification/profiling/standing';
import { tasks } from './declaration.ts';

/** Whether replays of a task are compared by distance, not by bits. */
export function isTolerant({ mode }: Pick<TaskSpec, 'mode'>): boolean {
  return mode.type === 'Tolerant';
}

/** Refuses a report in the form of the other mode, and what only the chain says. */
export function checkReportForm(spec: TaskSpec, { type }: ProfileReport): void {
  const other = isTolerant(spec) ? 'Ok' : 'Measured';
  tasks.ensure(type !== other && type !== 'TooCoarse', 'WrongReport');
}

/** Whether the threshold that stands is too near to one step to tell honest work from a short cut. */
export function isTooCoarse(report: ProfileReport): boolean {
  if (report.type !== 'Measured') return false;
  const { threshold, step } = report.value;
  return step === 0n || threshold * tasks.constants.StepsPerThreshold > step;
}

/** How far from its replay an interval of a tolerant task may end. */
export function thresholdOf({ profilers }: Pick<Task, 'profilers'>): bigint {
  const deciding = decidingProfilers({ profilers, pass: 0 });
  const report = standingReport(deciding.flatMap(({ report }) => (report === undefined ? [] : [report])));
  return report?.type === 'Measured' ? report.value.threshold : 0n;
}
