import { blake2b256, HASH_BYTES, type Hash } from '../hash/blake2b.ts';
import { sameHash } from '../hash/hex.ts';
import { MerkleError } from './errors.ts';
import { childrenOf, DESCENT_LEVELS, pathLength, siblingOf, treeHeight } from './geometry.ts';
import { INNER_DOMAIN, LEAF_DOMAIN, type Level, levelOf, parentLevel, rootAbove } from './level.ts';

/** `H(0x00 ‖ bytes)`. */
export function hashLeaf(bytes: Uint8Array): Hash {
  return blake2b256(Uint8Array.of(LEAF_DOMAIN), bytes);
}

/** `H(0x01 ‖ left ‖ right)`. */
export function hashInner(left: Hash, right: Hash): Hash {
  return blake2b256(Uint8Array.of(INNER_DOMAIN), left, right);
}

/** The root over leaf hashes; of no leaves it is `H(0x00)`. Keeps one level at a time. */
export function rootOfHashes(leafHashes: readonly Hash[]): Hash {
  return rootOfLevel(levelOf(leafHashes));
}

/** The root over a level of leaves; of no leaves it is `H(0x00)`. */
export function rootOfLevel(leaves: Level): Hash {
  return leaves.length === 0 ? hashLeaf(new Uint8Array(0)) : rootAbove(leaves);
}

/** A whole tree in memory, for whoever has to open parts of it. Shape: RFC 6962, built level by level. */
export class MerkleTree {
  readonly count: number;
  readonly height: number;
  readonly root: Hash;
  readonly #levels: Level[];

  /** @param leaves the leaves' hashes, each for itself or as one level. */
  constructor(leaves: readonly Hash[] | Level) {
    let level = leaves instanceof Uint8Array ? leaves : levelOf(leaves);
    this.count = level.length / HASH_BYTES;
    this.#levels = [level];
    while (level.length > HASH_BYTES) {
      level = parentLevel(level);
      this.#levels.push(level);
    }
    this.height = this.#levels.length - 1;
    this.root = rootOfLevel(level);
  }

  /** The node at `level` (0: leaves) and `index`; it covers leaves `[index·2^level, min((index+1)·2^level, count))`. */
  node(level: number, index: number): Hash {
    const hash = this.#at(level, index);
    if (hash === undefined) {
      throw new MerkleError(
        'NodeOutOfRange',
        `Node ${index} of level ${level} does not exist in a tree of ${this.count} leaves and height ${this.height}.`,
      );
    }
    return hash;
  }

  /** Siblings from the leaf upwards. */
  path(index: number): Hash[] {
    if (!Number.isInteger(index) || index < 0 || index >= this.count) {
      throw new MerkleError(
        'LeafOutOfRange',
        `Leaf ${index} does not exist in a tree of ${this.count} leaves.`,
      );
    }
    const siblings: Hash[] = [];
    let position = index;
    for (let level = 0; level < this.height; level++) {
      const sibling = this.#at(level, siblingOf(position));
      if (sibling !== undefined) siblings.push(sibling);
      position = Math.floor(position / 2);
    }
    return siblings;
  }

  #at(level: number, index: number): Hash | undefined {
    const hash = this.#levels[level]?.slice(index * HASH_BYTES, (index + 1) * HASH_BYTES);
    return Number.isInteger(index) && index >= 0 && hash?.length === HASH_BYTES ? hash : undefined;
  }

  /** The descendants of a node `depth` levels below it (or the leaves, if those are nearer), in order. */
  children(level: number, index: number, depth = DESCENT_LEVELS): Hash[] {
    const range = childrenOf(level, index, this.count, depth);
    return Array.from({ length: range.count }, (_, i) => this.node(range.level, range.first + i));
  }
}

/**
 * Whether `path` leads from the leaf hash at `index` to `root` in a tree of `count` leaves. The path must be
 * exactly as long as `(index, count)` demands, so an inner node cannot pass for a leaf.
 */
export function verifyPath(
  root: Hash,
  leafHash: Hash,
  index: number,
  count: number,
  path: readonly Hash[],
): boolean {
  const found = rootOfPath(leafHash, index, count, path);
  return found !== undefined && sameHash(found, root);
}

/**
 * The root that `path` leads to from the leaf hash at `index` in a tree of `count` leaves; undefined when the path is
 * not exactly as long as `(index, count)` demands.
 */
export function rootOfPath(
  leafHash: Hash,
  index: number,
  count: number,
  path: readonly Hash[],
): Hash | undefined {
  if (!Number.isInteger(index) || !Number.isInteger(count) || index < 0 || index >= count) return undefined;
  if (path.length !== pathLength(index, count)) return undefined;
  if (leafHash.length !== HASH_BYTES || path.some((hash) => hash.length !== HASH_BYTES)) return undefined;
  let hash = leafHash;
  let position = index;
  let used = 0;
  for (let width = count; width > 1; width = Math.ceil(width / 2)) {
    if (siblingOf(position) < width) {
      const sibling = path[used++] as Hash;
      hash = position % 2 === 0 ? hashInner(hash, sibling) : hashInner(sibling, hash);
    }
    position = Math.floor(position / 2);
  }
  return hash;
}

/**
 * The node at `toLevel` above a complete run of its descendants at `fromLevel`, in order. The caller takes the
 * run's length from `childrenOf`: an odd last node is the tree's last and moves up.
 */
export function combineChildren(childHashes: readonly Hash[], fromLevel: number, toLevel: number): Hash {
  if (childHashes.length === 0 || treeHeight(childHashes.length) > toLevel - fromLevel) {
    throw new MerkleError(
      'WrongChildCount',
      `${childHashes.length} nodes of level ${fromLevel} cannot lie under one node of level ${toLevel}.`,
    );
  }
  if (childHashes.some((hash) => hash.length !== HASH_BYTES)) {
    throw new MerkleError('WrongHashLength', `A child is not a hash of ${HASH_BYTES} bytes.`);
  }
  return rootAbove(levelOf(childHashes));
}

export type { Hash } from '../hash/blake2b.ts';
export { childrenOf, levelWidth, pathLength, treeHeight } from './geometry.ts';
