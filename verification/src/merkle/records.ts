import type { Hash } from '../hash/blake2b.ts';
import { hashLeaf, MerkleTree, rootOfHashes } from './tree.ts';

/** The root of records of any length, one a leaf. */
export function recordsRoot(records: readonly Uint8Array[]): Hash {
  return rootOfHashes(records.map((record) => hashLeaf(record)));
}

export function recordsTree(records: readonly Uint8Array[]): MerkleTree {
  return new MerkleTree(records.map((record) => hashLeaf(record)));
}
