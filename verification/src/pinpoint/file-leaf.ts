import type { FileOpening } from '@plumbline/runtime-types/domain/demand';
import type { Blob } from '@plumbline/runtime-types/domain/task-spec';
import { blobTree, leafCount, leafLength, leafOf } from '../merkle/blob.ts';
import { hashLeaf, verifyPath } from '../merkle/tree.ts';
import { IllegalMove } from './illegal-move.ts';

/** Checks that an opening is of leaf `leaf` of a file, and of nothing else. Throws `IllegalMove` with `WrongOpening`. */
export function checkFileLeaf({ root, bytes }: Blob, leaf: number, opening: FileOpening): void {
  const length = Number(bytes);
  const isWhole = opening.leaf.length === leafLength(length, leaf);
  if (!isWhole || !verifyPath(root, hashLeaf(opening.leaf), leaf, leafCount(length), opening.leafPath)) {
    throw new IllegalMove('WrongOpening', `The leaf opened is not leaf ${leaf} of the file.`);
  }
}

/** Opens a leaf of a file that one has. */
export function openFileLeaf(file: Uint8Array, leaf: number): FileOpening {
  return { leaf: leafOf(file, leaf).slice(), leafPath: blobTree(file).path(leaf) };
}
