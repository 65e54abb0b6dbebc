import type { Hash } from '../hash/blake2b.ts';
import { hashLeaf, MerkleTree, rootOfHashes } from './tree.ts';

/** The root of a list of hashes: leaf `i` is `hashLeaf(hash_i)`. */
export function listRoot(hashes: readonly Hash[]): Hash {
  return rootOfHashes(hashes.map((hash) => hashLeaf(hash)));
}

export function listTree(hashes: readonly Hash[]): MerkleTree {
  return new MerkleTree(hashes.map((hash) => hashLeaf(hash)));
}
