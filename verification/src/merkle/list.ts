import { HASH_BYTES, type Hash } from '../hash/blake2b.ts';
import { type Level, leafLevel, levelOf } from './level.ts';
import { MerkleTree, rootOfLevel } from './tree.ts';

function leaves(hashes: readonly Hash[]): Level {
  return leafLevel(levelOf(hashes), HASH_BYTES);
}

/** The root of a list of hashes: leaf `i` is `hashLeaf(hash_i)`. */
export function listRoot(hashes: readonly Hash[]): Hash {
  return rootOfLevel(leaves(hashes));
}

export function listTree(hashes: readonly Hash[]): MerkleTree {
  return new MerkleTree(leaves(hashes));
}
