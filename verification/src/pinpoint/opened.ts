import type { OperandOpening } from '@plumbline/runtime-types/domain/move';
import type { Opening } from '../element/evaluate.ts';
import { canonicalBits } from '../f32/bits.ts';
import { elementCount } from '../graph/shape.ts';
import type { GraphNode } from '../graph/types.ts';
import { sameHash } from '../hash/hex.ts';
import { leafCount, leafLength } from '../merkle/blob.ts';
import { hashLeaf, verifyPath } from '../merkle/tree.ts';
import type { GameFacts } from './facts.ts';
import { IllegalMove } from './illegal-move.ts';
import { bitsAt, ELEMENT_BYTES, LEAF_ELEMENTS } from './values.ts';

/** The bits of all operand elements that an instruction reads, each opened in the operators of the step. */
export function openedBits(
  facts: GameFacts,
  operators: Uint8Array,
  node: GraphNode,
  due: readonly Opening[],
  operands: readonly OperandOpening[],
): number[] {
  if (operands.length !== due.length) {
    throw new IllegalMove(
      'WrongCount',
      `${operands.length} operands were opened; the instruction reads ${due.length}.`,
    );
  }
  return due.map((wanted, i) => operandBits(facts, operators, node, wanted, operands[i] as OperandOpening));
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
