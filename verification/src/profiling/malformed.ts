import { MAX_OPENED_RECORDS } from '@plumbline/runtime-types/domain/limits';
import type { RecordOpening } from '@plumbline/runtime-types/domain/tally';
import { checkRecord, type ProgramClaims, type RecordSource } from '../graph/check-record.ts';
import { GraphError } from '../graph/errors.ts';
import type { Hash } from '../hash/blake2b.ts';
import { recordsTree } from '../merkle/records.ts';
import { IllegalMove } from '../pinpoint/illegal-move.ts';
import { checkRecordOpening, recordCount } from '../pinpoint/records.ts';
import { recordSource } from './record-source.ts';

/** What a task says of its program. */
export interface ProgramTerms extends ProgramClaims {
  /** Root of the records tree: header, `stateCount` state tensors, `nodeCount` nodes. */
  readonly programRoot: Hash;
}

/**
 * Whether the record at `index` is at fault, by the rules of `checkRecord`, shown by that record and those that it
 * names. Costs the same whatever the size of the program. Throws `IllegalMove`: `WrongOpening` for what is not in the
 * program, `WrongCount` when a record is missing or too much, `MalformedRecord` when one that it names cannot be read,
 * which is then the one to show.
 */
export function isMalformed(terms: ProgramTerms, index: number, openings: readonly RecordOpening[]): boolean {
  if (openings.length > MAX_OPENED_RECORDS) {
    throw new IllegalMove(
      'WrongCount',
      `${openings.length} records are more than the check of one looks at.`,
    );
  }
  if (index >= recordCount(terms)) {
    throw new IllegalMove('OutOfRange', `The program has no record ${index}.`);
  }
  for (const { index: at, record, path } of openings) checkRecordOpening(terms, at, record, path);
  const looked = new Set<number>();
  const fault = faultOf(
    recordSource(terms, (at) => {
      const opening = openings.find((candidate) => candidate.index === at);
      if (opening === undefined) {
        throw new IllegalMove('WrongCount', `Record ${at} has to be opened to judge record ${index}.`);
      }
      looked.add(at);
      return opening.record;
    }),
    index,
  );
  if (openings.length !== looked.size) {
    throw new IllegalMove('WrongCount', `The check of record ${index} looks at ${looked.size} records.`);
  }
  if (fault !== undefined && fault !== index) {
    throw new IllegalMove(
      'MalformedRecord',
      `Record ${fault}, which record ${index} names, cannot be read: show that one.`,
    );
  }
  return fault === index;
}

/** Opens what the check of the record at `index` looks at; `records` are those of the program, header first. */
export function openForCheck(
  claims: ProgramClaims,
  index: number,
  records: readonly Uint8Array[],
): RecordOpening[] {
  const looked = new Set<number>();
  const source = recordSource(claims, (at) => {
    const record = records[at];
    if (record === undefined) throw new IllegalMove('OutOfRange', `The program has no record ${at}.`);
    looked.add(at);
    return record;
  });
  faultOf(source, index);
  const tree = recordsTree(records);
  return [...looked].map((at) => ({ index: at, record: records[at] as Uint8Array, path: tree.path(at) }));
}

/** The record at fault according to the check of one; undefined when it passes. */
function faultOf(source: RecordSource, index: number): number | undefined {
  try {
    checkRecord(source, index);
    return undefined;
  } catch (error) {
    if (error instanceof GraphError) return error.record;
    throw error;
  }
}
