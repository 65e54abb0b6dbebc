import type { Hash } from '../hash/blake2b.ts';
import { MerkleError } from './errors.ts';
import { leafLevel } from './level.ts';
import { MerkleTree, rootOfLevel } from './tree.ts';

/** Bytes in every leaf of a blob but the last. */
export const LEAF_BYTES = 4096;

/** Number of leaves of a blob; an empty blob has none. */
export function leafCount(byteLength: number): number {
  return Math.ceil(byteLength / LEAF_BYTES);
}

/** Number of bytes in leaf `index` of a blob of `byteLength` bytes. */
export function leafLength(byteLength: number, index: number): number {
  return Math.min(LEAF_BYTES, byteLength - index * LEAF_BYTES);
}

/** The bytes of leaf `index`, as a view. */
export function leafOf(bytes: Uint8Array, index: number): Uint8Array {
  if (!Number.isInteger(index) || index < 0 || index >= leafCount(bytes.length)) {
    throw new MerkleError(
      'LeafOutOfRange',
      `Leaf ${index} does not exist in a blob of ${bytes.length} bytes.`,
    );
  }
  return bytes.subarray(index * LEAF_BYTES, (index + 1) * LEAF_BYTES);
}

/** The root that addresses a blob. */
export function blobRoot(bytes: Uint8Array): Hash {
  return rootOfLevel(leafLevel(bytes, LEAF_BYTES));
}

export function blobTree(bytes: Uint8Array): MerkleTree {
  return new MerkleTree(leafLevel(bytes, LEAF_BYTES));
}
