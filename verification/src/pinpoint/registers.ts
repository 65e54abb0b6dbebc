import type { Subject } from '@plumbline/runtime-types/domain/game';
import { sameHash } from '../hash/hex.ts';
import { type GameFacts, type GameState, next, type Outcome } from './facts.ts';
import { IllegalMove } from './illegal-move.ts';
import { splitPoints } from './split.ts';
import { programOf } from './subject.ts';
import { bitsAt, FILE_BYTES, isCanonical } from './values.ts';

type RegistersPhase = Extract<GameState, { type: 'Registers' }>['value'];

/** Starts on the element program: registers are all +0 before it, and `r0` after it is the claimed element. */
export function openProgram(facts: GameFacts, subject: Subject, element: number, claimed: number): GameState {
  const { length } = programOf(facts, subject, element);
  const before = new Uint8Array(FILE_BYTES);
  return narrowed({ subject, element, claimed, first: 0, last: length, before, after: undefined });
}

function narrowed(phase: Omit<RegistersPhase, 'revealed'>): GameState {
  const { subject, element, claimed, first, last, before, after } = phase;
  if (last - first > 1) return { type: 'Registers', value: { ...phase, revealed: [] } };
  return { type: 'Proof', value: { subject, element, claimed, instruction: first, before, after } };
}

/**
 * Defender: the registers at the split points. The last file is known already when the end was picked before, and
 * must be repeated; at the end of the program only its `r0` is known, the claimed element.
 */
export function revealRegisters(phase: RegistersPhase, files: Uint8Array[]): Outcome {
  const points = splitPoints(phase.first, phase.last);
  if (files.length !== points.length) {
    throw new IllegalMove(
      'WrongCount',
      `${files.length} register files were revealed; instructions ${phase.first} to ${phase.last} are split at ${points.length} points.`,
    );
  }
  for (const [index, file] of files.entries()) {
    if (!isCanonical(file)) {
      throw new IllegalMove('NonCanonicalNan', `Register file ${index} holds a NaN other than 0x7fc00000.`);
    }
  }
  const last = files.at(-1) as Uint8Array;
  const repeated =
    phase.after === undefined ? bitsAt(last, 0) === phase.claimed : sameHash(last, phase.after);
  if (!repeated) {
    throw new IllegalMove(
      'EndNotRepeated',
      `The last register file is not the one claimed after instruction ${phase.last}; repeat it (at the end of the program r0 is the element).`,
    );
  }
  return next({ type: 'Registers', value: { ...phase, revealed: files } });
}

/** Challenger: the first register file that is wrong; the one before it is thereby agreed. */
export function pickRegisters(phase: RegistersPhase, index: number): Outcome {
  const { revealed, first, last, before, ...rest } = phase;
  const points = splitPoints(first, last);
  const after = revealed[index];
  const to = points[index];
  if (after === undefined || to === undefined) {
    throw new IllegalMove(
      'OutOfRange',
      `Register file ${index} was picked of ${revealed.length}, counted from 0.`,
    );
  }
  return next(
    narrowed({
      ...rest,
      first: points[index - 1] ?? first,
      last: to,
      before: revealed[index - 1] ?? before,
      after,
    }),
  );
}
