import type { Hash } from '../hash/blake2b.ts';
import { sameHash } from '../hash/hex.ts';
import { hashLeaf, verifyPath } from '../merkle/tree.ts';
import { pickChild, revealChildren, rootCursor } from './descend.ts';
import { type GameFacts, type GameState, next, type Outcome, verdict } from './facts.ts';
import { IllegalMove } from './illegal-move.ts';
import { openTensorRecord } from './records.ts';

type Phase<N extends GameState['type']> = Extract<GameState, { type: N }>['value'];

/** Defender: the root of the list of all node output roots of the step. */
export function commitOperators(phase: Phase<'Operators'>, root: Hash): Outcome {
  return next({ type: 'Branch', value: { at: { ...phase, operators: root } } });
}

/**
 * Challenger: goes down the operators when one of them is wrong, or down the end state when the operators are right
 * and the end state is not what the program's `next` makes of them. The defender reveals either tree, because the
 * challenger knows only its own hashes in it.
 */
export function descendInto(
  facts: GameFacts,
  { at }: Phase<'Branch'>,
  tree: 'Operators' | 'EndState',
): Outcome {
  if (tree === 'EndState') {
    return next({ type: 'EndTree', value: { at, cursor: rootCursor(facts.stateCount, at.end) } });
  }
  const cursor = rootCursor(facts.nodeCount, at.operators);
  return next({ type: 'OperatorTree', value: { at, cursor, path: [] } });
}

export function revealOperators(facts: GameFacts, phase: Phase<'OperatorTree'>, children: Hash[]): Outcome {
  const cursor = revealChildren(phase.cursor, facts.nodeCount, 'entries', children);
  return next({ type: 'OperatorTree', value: { ...phase, cursor } });
}

/** Challenger: the first wrong child; at the bottom that is the first wrong node, whose operands are all agreed. */
export function pickOperator(facts: GameFacts, phase: Phase<'OperatorTree'>, index: number): Outcome {
  const { at } = phase;
  const { cursor, path } = pickChild(phase.cursor, facts.nodeCount, 'entries', index, phase.path);
  if (cursor.level > 0) return next({ type: 'OperatorTree', value: { at, cursor, path } });
  return next({ type: 'Operator', value: { at, node: cursor.index, output: cursor.hash, path } });
}

export function revealEndState(facts: GameFacts, phase: Phase<'EndTree'>, children: Hash[]): Outcome {
  const cursor = revealChildren(phase.cursor, facts.stateCount, 'entries', children);
  return next({ type: 'EndTree', value: { ...phase, cursor } });
}

export function pickEndState(facts: GameFacts, phase: Phase<'EndTree'>, index: number): Outcome {
  const { at } = phase;
  const { cursor } = pickChild(phase.cursor, facts.stateCount, 'entries', index);
  if (cursor.level > 0) return next({ type: 'EndTree', value: { at, cursor } });
  return next({ type: 'EndState', value: { at, tensor: cursor.index, root: cursor.hash } });
}

/**
 * Challenger: opens the record of the state tensor, which names its `next` node, and that node's output in the
 * operators. The chain compares the two roots; whoever is wrong loses.
 */
export function proveEndState(
  facts: GameFacts,
  phase: Phase<'EndState'>,
  opening: { record: Uint8Array; recordPath: Hash[]; root: Hash; rootPath: Hash[] },
): Outcome {
  const { at, tensor } = phase;
  const state = openTensorRecord(facts, tensor, opening.record, opening.recordPath);
  if (!verifyPath(at.operators, hashLeaf(opening.root), state.next, facts.nodeCount, opening.rootPath)) {
    throw new IllegalMove(
      'WrongOpening',
      `The path does not lead from the output of node ${state.next} to the operators of step ${at.step}.`,
    );
  }
  return verdict(!sameHash(opening.root, phase.root), 'EndState');
}
