import type { Task, Verdict } from '@plumbline/runtime-types/domain/task';
import { thresholdOf } from './tolerance.ts';

/** The interval that a verdict denies: one that ends farther from its replay than the threshold, or is wrong. */
export function deniedInterval(
  task: Pick<Task, 'profilers'>,
  verdict: Verdict | undefined,
): number | undefined {
  switch (verdict?.type) {
    case 'Fault':
      return verdict.value.interval;
    case 'Distance':
      return verdict.value.distance > thresholdOf(task) ? verdict.value.interval : undefined;
    default:
      return undefined;
  }
}

/** Whether a verdict is known and denies nothing. */
export function isAccepted(task: Pick<Task, 'profilers'>, verdict: Verdict | undefined): boolean {
  return verdict !== undefined && deniedInterval(task, verdict) === undefined;
}
