import type { OperandOpening } from '@plumbline/runtime-types/domain/move';
import { applyInstruction, type Opening, openingsOf } from '../element/evaluate.ts';
import { canonicalBits } from '../f32/bits.ts';
import { elementCount } from '../graph/shape.ts';
import type { GraphNode } from '../graph/types.ts';
import { sameHash } from '../hash/hex.ts';
import { leafCount, leafLength } from '../merkle/blob.ts';
import { hashLeaf, verifyPath } from '../merkle/tree.ts';
import { type GameFacts, type GameState, type Outcome, verdict } from './facts.ts';
import { IllegalMove } from './illegal-move.ts';
import { nodeOf } from './records.ts';
import { nodeSubject, programOf } from './subject.ts';
import { bitsAt, ELEMENT_BYTES, fileOf, LEAF_ELEMENTS, registersOf } from './values.ts';

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
  if (operands.length !== due.length) {
    throw new IllegalMove(
      'WrongCount',
      `${operands.length} operands were opened; instruction ${phase.instruction} reads ${due.length}.`,
    );
  }
  const bits = due.map((wanted, i) =>
    operandBits(facts, at.operators, graphNode, wanted, operands[i] as OperandOpening),
  );
  const instruction = programOf(facts, phase.subject, phase.element).instruction(phase.instruction);
  const computed = applyInstruction(instruction, registersOf(phase.before), bits);
  const right =
    phase.after === undefined ? computed[0] === phase.claimed : sameHash(fileOf(computed), phase.after);
  return verdict(!right, 'Operation');
}

/** The bits of an opened operand element; every NaN counts as the canonical one. */
function operandBits(
  facts: GameFacts,
  operators: Uint8Array,
  node: GraphNode,
  { operand, element }: Opening,
  { root, rootPath, leaf, leafPath }: OperandOpening,
): number {
  const elements = operand === 'data' ? facts.datasetElements : elementCount(node.inputShapes[operand] ?? []);
  const name = operand === 'data' ? 'the dataset' : `input ${operand}`;
  const rooted =
    operand === 'data'
      ? rootPath.length === 0 && sameHash(root, facts.datasetRoot)
      : verifyPath(
          operators,
          hashLeaf(root),
          node.inputs[operand] ?? facts.nodeCount,
          facts.nodeCount,
          rootPath,
        );
  if (!rooted) {
    throw new IllegalMove('WrongOpening', `The root opened for ${name} is not the one agreed.`);
  }
  const bytes = elements * ELEMENT_BYTES;
  const index = Math.floor(element / LEAF_ELEMENTS);
  const whole = element < elements && leaf.length === leafLength(bytes, index);
  if (!whole || !verifyPath(root, hashLeaf(leaf), index, leafCount(bytes), leafPath)) {
    throw new IllegalMove('WrongOpening', `The leaf opened is not leaf ${index} of ${name}.`);
  }
  return canonicalBits(bitsAt(leaf, element % LEAF_ELEMENTS));
}
