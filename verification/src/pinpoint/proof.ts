import type { OperandOpening } from '@plumbline/runtime-types/domain/move';
import { applyInstruction, type Opening, openingsOf } from '../element/evaluate.ts';
import { sameHash } from '../hash/hex.ts';
import { type GameFacts, type GameState, type Outcome, verdict } from './facts.ts';
import { openedBits } from './opened.ts';
import { nodeOf } from './records.ts';
import { nodeSubject, programOf } from './subject.ts';
import { fileOf, registersOf } from './values.ts';

type ProofPhase = Extract<GameState, { type: 'Proof' }>['value'];

/** What has to be opened for the last instruction, in the order of its sources. */
export function operandsDue(facts: GameFacts, phase: ProofPhase): Opening[] {
  const program = programOf(facts, phase.subject, phase.element);
  return openingsOf(program.instruction(phase.instruction), registersOf(phase.before));
}

/**
 * Challenger: opens the operands; the chain computes the one basic operation and compares all registers (only `r0`,
 * when the element program has one instruction).
 */
export function proveOperation(facts: GameFacts, phase: ProofPhase, operands: OperandOpening[]): Outcome {
  const { at, node, record } = nodeSubject(phase.subject);
  const graphNode = nodeOf(facts, node, record);
  const due = operandsDue(facts, phase);
  const bits = openedBits(facts, at.operators, graphNode, due, operands);
  const instruction = programOf(facts, phase.subject, phase.element).instruction(phase.instruction);
  const computed = applyInstruction(instruction, registersOf(phase.before), bits);
  const right =
    phase.after === undefined ? computed[0] === phase.claimed : sameHash(fileOf(computed), phase.after);
  return verdict(!right, 'Operation');
}
