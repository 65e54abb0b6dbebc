import type { DrawnProfiler, ProfileReport, Task } from '@plumbline/runtime-types/domain/task';

/**
 * The report that stands among several: the median, units in ascending order and whoever found the task impossible
 * above all of them; of two in the middle the lower. What was measured of a tolerant task is the median of each figure
 * among those that found these units. Among those that found it impossible, what most found. None when there is none.
 */
export function standingReport(reports: readonly ProfileReport[]): ProfileReport | undefined {
  const sound = reports
    .flatMap((report) => (isSoundReport(report) ? [report] : []))
    .sort((left, right) => Number(left.value.unitsPerStep > right.value.unitsPerStep) * 2 - 1);
  const found = sound[Math.floor((reports.length - 1) / 2)];
  const median = found?.type === 'Measured' ? measuredBy(sound, found.value.unitsPerStep) : found;
  if (median !== undefined) return median;
  // Impossible: for the reason that most give, the first of them in the order of accounts drawn.
  const others = reports.filter((report) => !isSoundReport(report));
  const supporters = (report: ProfileReport) => others.filter((other) => foundSame(other, report)).length;
  return others.reduce<ProfileReport | undefined>(
    (best, report) => (best !== undefined && supporters(best) >= supporters(report) ? best : report),
    undefined,
  );
}

/** Whether two found the same: the same units, or the same reason why not. */
export function foundSame(left: ProfileReport, right: ProfileReport): boolean {
  if (isSoundReport(left) && isSoundReport(right))
    return left.value.unitsPerStep === right.value.unitsPerStep;
  return left.type === right.type;
}

/** A report that says that the task can be carried out. */
export type SoundReport = Extract<ProfileReport, { type: 'Ok' | 'Measured' }>;

export function isSoundReport(report: ProfileReport): report is SoundReport {
  return report.type === 'Ok' || report.type === 'Measured';
}

function measuredBy(reports: readonly SoundReport[], unitsPerStep: bigint): ProfileReport {
  const same = reports.flatMap((report) =>
    report.type === 'Measured' && report.value.unitsPerStep === unitsPerStep ? [report.value] : [],
  );
  const median = (of: (value: (typeof same)[number]) => bigint): bigint => {
    const sorted = same.map(of).sort((left, right) => Number(left > right) * 2 - 1);
    return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0n;
  };
  return {
    type: 'Measured',
    value: {
      unitsPerStep,
      threshold: median(({ threshold }) => threshold),
      step: median(({ step }) => step),
    },
  };
}

/** The profilers of a task whose reports decide: those of the second look, once there is one. */
export function decidingProfilers({ profilers, pass }: Pick<Task, 'profilers' | 'pass'>): DrawnProfiler[] {
  const second = profilers.filter((profiler) => profiler.second);
  return second.length > 0 || pass === 1 ? second : profilers;
}
