import type { Subject } from '@plumbline/runtime-types/domain/game';
import type { OperandOpening } from '@plumbline/runtime-types/domain/move';
import { applyInstruction, type Opening, openingsOf } from '../element/evaluate.ts';
import type { ElementProgram } from '../element/instruction.ts';
import { sameHash } from '../hash/hex.ts';
import { isOutside } from '../tolerant/outside.ts';
import { type GameFacts, type GameState, next, type Outcome, verdict } from './facts.ts';
import { IllegalMove } from './illegal-move.ts';
import { openedBits } from './opened.ts';
import { nodeOf } from './records.ts';
import { splitPoints } from './split.ts';
import { boundedProgramOf, nodeSubject } from './subject.ts';
import { bitsAt, FILE_BYTES, fileOf, isCanonical, registersOf } from './values.ts';

type ClaimPhase = Extract<GameState, { type: 'Claim' }>['value'];
type ClaimProofPhase = Extract<GameState, { type: 'ClaimProof' }>['value'];

/** Starts on the bounded element program, which the challenger has to have run: it owes the registers. */
export function openClaim(facts: GameFacts, subject: Subject, element: number, committed: number): GameState {
  const { length } = boundedProgramOf(facts, subject, element);
  const before = new Uint8Array(FILE_BYTES);
  return {
    type: 'Claim',
    value: { subject, element, committed, first: 0, last: length, before, after: undefined, revealed: [] },
  };
}

/**
 * Challenger: the registers at the split points. At the end of the program they have to convict: the committed element
 * is farther from r0 than r1. Later the last file is known already and must be repeated.
 */
export function revealClaim(phase: ClaimPhase, files: Uint8Array[]): Outcome {
  const points = splitPoints(phase.first, phase.last);
  if (files.length !== points.length) {
    throw new IllegalMove(
      'WrongCount',
      `${files.length} register files were revealed; instructions ${phase.first} to ${phase.last} are split at ${points.length} points.`,
    );
  }
  if (!files.every(isCanonical)) {
    throw new IllegalMove('NonCanonicalNan', 'A register file holds a NaN other than 0x7fc00000.');
  }
  const end = files.at(-1) as Uint8Array;
  if (phase.after === undefined && !isOutside(phase.committed, bitsAt(end, 0), bitsAt(end, 1))) {
    throw new IllegalMove(
      'NotOutside',
      `The committed element ${phase.element} lies within the bound claimed (r0 ± r1): that denies nothing.`,
    );
  }
  if (phase.after !== undefined && !sameHash(end, phase.after)) {
    throw new IllegalMove(
      'EndNotRepeated',
      `The last register file is not the one claimed after instruction ${phase.last}; repeat it.`,
    );
  }
  return next({ type: 'Claim', value: { ...phase, revealed: files } });
}

/** Defender: the first register file that is wrong; the one before it is thereby agreed. */
export function pickClaim(phase: ClaimPhase, index: number): Outcome {
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
  const from = points[index - 1] ?? first;
  const start = revealed[index - 1] ?? before;
  if (to - from > 1) {
    return next({
      type: 'Claim',
      value: { ...rest, first: from, last: to, before: start, after, revealed: [] },
    });
  }
  const { subject, element } = rest;
  return next({ type: 'ClaimProof', value: { subject, element, instruction: from, before: start, after } });
}

/** What has to be opened for the last instruction, in the order of its sources. */
export function claimOperandsDue(facts: GameFacts, phase: ClaimProofPhase): Opening[] {
  return openingsOf(claimed(facts, phase).instruction(phase.instruction), registersOf(phase.before));
}

/** Defender: opens the operands; the chain computes the one basic operation and compares all registers. */
export function proveClaim(facts: GameFacts, phase: ClaimProofPhase, operands: OperandOpening[]): Outcome {
  const { at, node, record } = nodeSubject(phase.subject);
  const bits = openedBits(
    facts,
    at.operators,
    nodeOf(facts, node, record),
    claimOperandsDue(facts, phase),
    operands,
  );
  const instruction = claimed(facts, phase).instruction(phase.instruction);
  const computed = applyInstruction(instruction, registersOf(phase.before), bits);
  return verdict(sameHash(fileOf(computed), phase.after), 'Element');
}

function claimed(facts: GameFacts, { subject, element }: ClaimProofPhase): ElementProgram {
  return boundedProgramOf(facts, subject, element);
}
