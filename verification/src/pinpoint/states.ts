import type { Hash } from '../hash/blake2b.ts';
import { sameHash } from '../hash/hex.ts';
import { type GameState, next, type Outcome } from './facts.ts';
import { IllegalMove } from './illegal-move.ts';
import { splitPoints } from './split.ts';

type StatesPhase = Extract<GameState, { type: 'States' }>['value'];

/** The disputed steps are `(first, last]`; one step alone goes on to its operators. */
export function narrowedTo(first: number, last: number, start: Hash, end: Hash): GameState {
  if (last - first === 1) return { type: 'Operators', value: { step: first, start, end } };
  return { type: 'States', value: { first, last, start, end, revealed: [] } };
}

/** Defender: the state roots at the split points, the last of which is known already and must be repeated. */
export function revealStates(phase: StatesPhase, states: Hash[]): Outcome {
  const points = splitPoints(phase.first, phase.last);
  if (states.length !== points.length) {
    throw new IllegalMove(
      'WrongCount',
      `${states.length} states were revealed; steps ${phase.first} to ${phase.last} are split at ${points.length} points.`,
    );
  }
  if (!sameHash(states.at(-1) as Hash, phase.end)) {
    throw new IllegalMove(
      'EndNotRepeated',
      `The last state revealed is not the one committed to after step ${phase.last}; repeat that root.`,
    );
  }
  return next({ type: 'States', value: { ...phase, revealed: states } });
}

/** Challenger: the first state that is wrong; the one before it is thereby agreed. */
export function pickState(phase: StatesPhase, index: number): Outcome {
  const { first, last, start, revealed } = phase;
  const points = splitPoints(first, last);
  const end = revealed[index];
  const to = points[index];
  if (end === undefined || to === undefined) {
    throw new IllegalMove('OutOfRange', `State ${index} was picked of ${revealed.length}, counted from 0.`);
  }
  return next(narrowedTo(points[index - 1] ?? first, to, revealed[index - 1] ?? start, end));
}
