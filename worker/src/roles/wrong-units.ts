import type { Tally } from '@plumbline/runtime-types/domain/tally';
import type { ProfileReport } from '@plumbline/runtime-types/domain/task';
import { isSoundReport } from '@plumbline/verification/profiling/standing';

/** What the cheat `wrong-units` says instead of what it found: that a step takes one unit more. */
export function withWrongUnits(found: ProfileReport): ProfileReport {
  if (!isSoundReport(found)) return found;
  const unitsPerStep = found.value.unitsPerStep + 1n;
  return found.type === 'Ok'
    ? { type: 'Ok', value: { unitsPerStep } }
    : { type: 'Measured', value: { ...found.value, unitsPerStep } };
}

/** Running sums that come to that, and are right but for the last. */
export function withWrongEnd(sums: readonly Tally[]): Tally[] {
  return sums.map((sum, at) => (at === sums.length - 1 ? { ...sum, units: sum.units + 1n } : sum));
}
