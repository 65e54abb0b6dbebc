import type { ProfileReport } from '@plumbline/runtime-types/domain/task';
import { checkRecord, type ProgramClaims } from '../graph/check-record.ts';
import { GraphError } from '../graph/errors.ts';
import { recordSource } from './record-source.ts';
import { isTooLarge, runningSums } from './tally.ts';

/** What the records of a program show by themselves: the first that is at fault, or what they take together. */
export function lookOver(
  claims: ProgramClaims,
  records: readonly Uint8Array[],
): Extract<ProfileReport, { type: 'Ok' | 'Malformed' | 'TooLarge' }> {
  const source = recordSource(claims, (index) => records[index] as Uint8Array);
  try {
    for (const index of records.keys()) checkRecord(source, index);
  } catch (error) {
    if (error instanceof GraphError) return { type: 'Malformed', value: { record: error.record } };
    throw error;
  }
  const total = runningSums(claims.stateCount, records).at(-1);
  if (total === undefined || isTooLarge(total)) return { type: 'TooLarge' };
  return { type: 'Ok', value: { unitsPerStep: total.units } };
}
