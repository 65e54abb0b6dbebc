import type { DrawnProfiler, ProfileReport, Task } from '@plumbline/runtime-types/domain/task';

/**
 * The report that stands among several: the median, units in ascending order and whoever found the task impossible
 * above all of them; of two in the middle the lower. Among those that found it impossible, what most found. None when
 * there is none.
 */
export function standingReport(reports: readonly ProfileReport[]): ProfileReport | undefined {
  const sound = reports
    .flatMap((report) => (report.type === 'Ok' ? [report] : []))
    .sort((left, right) => Number(left.value.unitsPerStep > right.value.unitsPerStep) * 2 - 1);
  const median = sound[Math.floor((reports.length - 1) / 2)];
  if (median !== undefined) return median;
  // Impossible: for the reason that most give, the first of them in the order of accounts drawn.
  const others = reports.filter(({ type }) => type !== 'Ok');
  const supporters = (report: ProfileReport) => others.filter((other) => foundSame(other, report)).length;
  return others.reduce<ProfileReport | undefined>(
    (best, report) => (best !== undefined && supporters(best) >= supporters(report) ? best : report),
    undefined,
  );
}

/** Whether two found the same: the same units, or the same reason why not. */
export function foundSame(left: ProfileReport, right: ProfileReport): boolean {
  if (left.type === 'Ok' && right.type === 'Ok') return left.value.unitsPerStep === right.value.unitsPerStep;
  return left.type === right.type;
}

/** The profilers of a task whose reports decide: those of the second look, once there is one. */
export function decidingProfilers({ profilers, pass }: Pick<Task, 'profilers' | 'pass'>): DrawnProfiler[] {
  const second = profilers.filter((profiler) => profiler.second);
  return second.length > 0 || pass === 1 ? second : profilers;
}
