import type { Subject } from '@plumbline/runtime-types/domain/game';
import type { Hash } from '../hash/blake2b.ts';
import { sameHash, toHex } from '../hash/hex.ts';
import { initialElement } from '../init/initial.ts';
import { leafCount, leafLength } from '../merkle/blob.ts';
import { hashLeaf, treeHeight } from '../merkle/tree.ts';
import { openClaim } from './claim.ts';
import { pickChild, revealChildren } from './descend.ts';
import { type GameFacts, type GameState, next, type Outcome, verdict } from './facts.ts';
import { IllegalMove } from './illegal-move.ts';
import { tensorOf } from './records.ts';
import { openProgram } from './registers.ts';
import { subjectElements } from './subject.ts';
import { bitsAt, ELEMENT_BYTES, isCanonical, LEAF_ELEMENTS } from './values.ts';

type Phase<N extends GameState['type']> = Extract<GameState, { type: N }>['value'];

/** Goes down a tensor whose root is denied. */
export function enterTensor(facts: GameFacts, subject: Subject, root: Hash): Outcome {
  const level = treeHeight(leafCount(subjectElements(facts, subject) * ELEMENT_BYTES));
  return next(tensorAt(subject, level, 0, root));
}

function tensorAt(subject: Subject, level: number, index: number, hash: Hash): GameState {
  if (level === 0) return { type: 'Leaf', value: { subject, leaf: index, hash, bytes: undefined } };
  return { type: 'OutputTree', value: { subject, cursor: { level, index, hash, revealed: [] } } };
}

export function revealOutput(facts: GameFacts, phase: Phase<'OutputTree'>, children: Hash[]): Outcome {
  const count = leafCount(subjectElements(facts, phase.subject) * ELEMENT_BYTES);
  const cursor = revealChildren(phase.cursor, count, 'leaves', children);
  return next({ type: 'OutputTree', value: { ...phase, cursor } });
}

export function pickOutput(facts: GameFacts, phase: Phase<'OutputTree'>, index: number): Outcome {
  const count = leafCount(subjectElements(facts, phase.subject) * ELEMENT_BYTES);
  const { cursor } = pickChild(phase.cursor, count, 'leaves', index);
  return next(tensorAt(phase.subject, cursor.level, cursor.index, cursor.hash));
}

/**
 * Defender: the bytes of the leaf. A tensor never holds any other NaN than the canonical one, so a leaf that does
 * cannot be revealed, and whoever committed to it runs out of time.
 */
export function revealLeaf(facts: GameFacts, phase: Phase<'Leaf'>, bytes: Uint8Array): Outcome {
  const length = leafLength(subjectElements(facts, phase.subject) * ELEMENT_BYTES, phase.leaf);
  if (bytes.length !== length || !sameHash(hashLeaf(bytes), phase.hash)) {
    throw new IllegalMove(
      'WrongLeaf',
      `These ${bytes.length} bytes are not leaf ${phase.leaf}: ${length} bytes with hash ${toHex(phase.hash)} are due.`,
    );
  }
  if (!isCanonical(bytes)) {
    throw new IllegalMove('NonCanonicalNan', `Leaf ${phase.leaf} holds a NaN other than 0x7fc00000.`);
  }
  return next({ type: 'Leaf', value: { ...phase, bytes } });
}

/** Challenger: the element of the leaf that is wrong. An initial value is computed from the seed at once. */
export function pickElement(facts: GameFacts, phase: Phase<'Leaf'>, index: number): Outcome {
  const { subject, leaf, bytes = new Uint8Array(0) } = phase;
  if (index * ELEMENT_BYTES >= bytes.length) {
    throw new IllegalMove(
      'OutOfRange',
      `Element ${index} was picked of ${bytes.length / ELEMENT_BYTES} in the leaf, counted from 0.`,
    );
  }
  const element = leaf * LEAF_ELEMENTS + index;
  const claimed = bitsAt(bytes, index);
  if (subject.type === 'Node') {
    const open = facts.mode === 'Tolerant' ? openClaim : openProgram;
    return next(open(facts, subject, element, claimed));
  }
  const { tensor, record } = subject.value;
  const right = initialElement(tensorOf(tensor, record).init, facts.seed, tensor, element);
  return verdict(right !== claimed, 'Initial');
}
