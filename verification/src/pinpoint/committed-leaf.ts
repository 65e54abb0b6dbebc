import type { CommittedLeaf, LeafOpening } from '@plumbline/runtime-types/domain/demand';
import { programRecords } from '../graph/program.ts';
import { elementCount } from '../graph/shape.ts';
import type { Program } from '../graph/types.ts';
import type { Hash } from '../hash/blake2b.ts';
import { blobRoot, blobTree, leafCount, leafLength, leafOf } from '../merkle/blob.ts';
import { listTree } from '../merkle/list.ts';
import { recordsTree } from '../merkle/records.ts';
import { hashLeaf, verifyPath } from '../merkle/tree.ts';
import type { GameFacts } from './facts.ts';
import { IllegalMove } from './illegal-move.ts';
import { openTensorRecord, tensorRecordIndex } from './records.ts';
import { ELEMENT_BYTES } from './values.ts';

/**
 * Checks that an opening is of leaf `leaf` of state tensor `tensor` of a committed state, and of nothing else: record,
 * tensor and leaf each with a path of exactly the length that their place demands. Where the record shows that there
 * is no such leaf, that is all there is to show: nobody owes what does not exist. Throws `IllegalMove` with
 * `WrongOpening` or `MalformedRecord`.
 */
export function checkCommittedLeaf(
  facts: GameFacts,
  stateRoot: Hash,
  { tensor, leaf }: Pick<CommittedLeaf, 'tensor' | 'leaf'>,
  opening: LeafOpening,
): void {
  const { shape } = openTensorRecord(facts, tensor, opening.record, opening.recordPath);
  const bytes = elementCount(shape) * ELEMENT_BYTES;
  const count = leafCount(bytes);
  if (leaf >= count) return;
  if (!verifyPath(stateRoot, hashLeaf(opening.root), tensor, facts.stateCount, opening.rootPath)) {
    throw new IllegalMove(
      'WrongOpening',
      `The root opened is not that of tensor ${tensor} in the committed state.`,
    );
  }
  const isWhole = opening.leaf.length === leafLength(bytes, leaf);
  if (!isWhole || !verifyPath(opening.root, hashLeaf(opening.leaf), leaf, count, opening.leafPath)) {
    throw new IllegalMove('WrongOpening', `The leaf opened is not leaf ${leaf} of state tensor ${tensor}.`);
  }
}

/** Opens a leaf of a state that one has: `state` holds the tensors in the program's order. */
export function openCommittedLeaf(
  program: Program,
  state: readonly Uint8Array[],
  { tensor, leaf }: Pick<CommittedLeaf, 'tensor' | 'leaf'>,
): LeafOpening {
  const records = programRecords(program);
  const index = tensorRecordIndex(tensor);
  const bytes = state[tensor];
  const record = records[index];
  if (bytes === undefined || record === undefined) {
    throw new IllegalMove('OutOfRange', `The program has no state tensor ${tensor}.`);
  }
  const exists = leaf < leafCount(bytes.length);
  return {
    record,
    recordPath: recordsTree(records).path(index),
    root: blobRoot(bytes),
    rootPath: listTree(state.map(blobRoot)).path(tensor),
    leaf: exists ? leafOf(bytes, leaf).slice() : new Uint8Array(),
    leafPath: exists ? blobTree(bytes).path(leaf) : [],
  };
}
