import type { SideName } from '@plumbline/runtime-types/domain/game';
import type { Tally, TallyMove, TallyPhase } from '@plumbline/runtime-types/domain/tally';
import type { ProfileReport } from '@plumbline/runtime-types/domain/task';
import { IllegalMove } from '../pinpoint/illegal-move.ts';
import { checkRecordOpening, type ProgramFacts, recordCount } from '../pinpoint/records.ts';
import { splitPoints } from '../pinpoint/split.ts';
import { isSoundReport } from './standing.ts';
import { addTally, isTooLarge, NOTHING, sameTally, tallyOf } from './tally.ts';

/** What a profiler says that a program takes. */
export type TallyClaim = Extract<ProfileReport, { type: 'Ok' | 'Measured' | 'TooLarge' }>;

export type TallyOutcome =
  | { readonly kind: 'next'; readonly phase: TallyPhase }
  | { readonly kind: 'verdict'; readonly winner: SideName };

export const TALLY_OPENING: TallyPhase = { type: 'Claim' };

/** Whether a report says something about the sum, so that it can be denied by this game. */
export function isTallyClaim(report: ProfileReport): report is TallyClaim {
  return isSoundReport(report) || report.type === 'TooLarge';
}

/** Whether a sum over all records is one of which the claim is true. */
export function bearsOut(claim: TallyClaim, total: Tally): boolean {
  if (claim.type === 'TooLarge') return isTooLarge(total);
  return !isTooLarge(total) && total.units === claim.value.unitsPerStep;
}

export function tallyTurn({ type }: TallyPhase): SideName {
  return type === 'Claim' || type === 'Sums' ? 'Defender' : 'Challenger';
}

/**
 * One move of the game about the running sum over a program's records: the defender, who claims what they come to,
 * says what it is at up to 16 points; the challenger picks the first that is wrong, so that the one before is agreed;
 * down to one record, which it opens and whose part the chain computes. Throws `IllegalMove`.
 */
export function applyTallyMove(
  facts: ProgramFacts,
  claim: TallyClaim,
  phase: TallyPhase,
  move: TallyMove,
): TallyOutcome {
  if (phase.type === 'Claim' && move.type === 'RevealSums') {
    const { sums } = move.value;
    const last = recordCount(facts);
    const total = lastOf(0, last, sums);
    if (!bearsOut(claim, total)) {
      throw new IllegalMove('EndNotRepeated', 'The last sum is not what the profiler has reported.');
    }
    return { kind: 'next', phase: { type: 'Choice', value: { first: 0, last, before: NOTHING, sums } } };
  }
  if (phase.type === 'Sums' && move.type === 'RevealSums') {
    const { first, last, before, after } = phase.value;
    const { sums } = move.value;
    if (!sameTally(lastOf(first, last, sums), after)) {
      throw new IllegalMove('EndNotRepeated', 'The last sum is not the one that was claimed.');
    }
    return { kind: 'next', phase: { type: 'Choice', value: { first, last, before, sums } } };
  }
  if (phase.type === 'Choice' && move.type === 'PickSum') {
    const { first, last, before, sums } = phase.value;
    const { index } = move.value;
    const after = sums[index];
    if (after === undefined) throw new IllegalMove('OutOfRange', `There is no sum ${index}.`);
    const points = [first, ...splitPoints(first, last)];
    return { kind: 'next', phase: between(points, index, index > 0 ? sums[index - 1] : before, after) };
  }
  if (phase.type === 'Record' && move.type === 'OpenRecord') {
    const { index, before, after } = phase.value;
    const { record, path } = move.value;
    checkRecordOpening(facts, index, record, path);
    const right = sameTally(addTally(before, tallyOf(facts.stateCount, index, record)), after);
    return { kind: 'verdict', winner: right ? 'Defender' : 'Challenger' };
  }
  throw new IllegalMove('WrongMove', `${move.type} is not a move of the phase ${phase.type}.`);
}

function lastOf(first: number, last: number, sums: readonly Tally[]): Tally {
  const count = splitPoints(first, last).length;
  const end = sums.at(-1);
  if (sums.length !== count || end === undefined) {
    throw new IllegalMove('WrongCount', `${count} sums are due, not ${sums.length}.`);
  }
  return end;
}

function between(points: number[], index: number, before: Tally = NOTHING, after: Tally): TallyPhase {
  const [first = 0, last = 0] = points.slice(index, index + 2);
  if (last - first > 1) return { type: 'Sums', value: { first, last, before, after } };
  return { type: 'Record', value: { index: first, before, after } };
}
