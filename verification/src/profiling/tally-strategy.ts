import type { Tally, TallyMove, TallyPhase } from '@plumbline/runtime-types/domain/tally';
import { recordsTree } from '../merkle/records.ts';
import { splitPoints } from '../pinpoint/split.ts';
import { StrategyError } from '../pinpoint/strategy-error.ts';
import { sameTally } from './tally.ts';

/** The move of a defender with these sums over the first 0, 1, … all records. */
export function defendTally(phase: TallyPhase, sums: readonly Tally[]): TallyMove {
  if (phase.type !== 'Claim' && phase.type !== 'Sums') throw notMine(phase, 'defender');
  const [first, last] = phase.type === 'Claim' ? [0, sums.length - 1] : [phase.value.first, phase.value.last];
  const revealed = splitPoints(first, last).map((point) => sums[point] as Tally);
  return { type: 'RevealSums', value: { sums: revealed } };
}

/** The move of a challenger who has summed up the same records. */
export function challengeTally(
  phase: TallyPhase,
  sums: readonly Tally[],
  records: readonly Uint8Array[],
): TallyMove {
  if (phase.type === 'Choice') {
    const { first, last, sums: claimed } = phase.value;
    const points = splitPoints(first, last);
    const index = claimed.findIndex((sum, i) => !sameTally(sum, sums[points[i] as number] as Tally));
    if (index < 0) throw new StrategyError('NothingWrong', 'All the sums that were revealed are right.');
    return { type: 'PickSum', value: { index } };
  }
  if (phase.type !== 'Record') throw notMine(phase, 'challenger');
  const { index } = phase.value;
  return {
    type: 'OpenRecord',
    value: { record: records[index] as Uint8Array, path: recordsTree(records).path(index) },
  };
}

function notMine({ type }: TallyPhase, side: string): StrategyError {
  return new StrategyError('NotYourTurn', `It is not the ${side}'s move in the phase ${type}.`);
}
