import type { Hash } from '@plumbline/verification/hash/blake2b';
import { childrenOf, levelWidth, siblingOf, treeHeight } from '@plumbline/verification/merkle/geometry';
import { hashInner } from '@plumbline/verification/merkle/tree';

/**
 * A tree of any number of leaves that are all alike, but for a few: equal subtrees are hashed once, so that a tree of
 * 10⁸ values takes as many hashes as it has levels. Nodes are those of `MerkleTree` over the same leaves.
 */
export class SparseTree {
  readonly count: number;
  readonly root: Hash;
  readonly #common: Hash;
  readonly #others: ReadonlyMap<number, Hash>;
  readonly #known = new Map<string, Hash>();

  constructor(count: number, common: Hash, others: ReadonlyMap<number, Hash> = new Map()) {
    this.count = count;
    this.#common = common;
    this.#others = others;
    this.root = this.node(treeHeight(count), 0);
  }

  node(level: number, index: number): Hash {
    if (level === 0) return this.#others.get(index) ?? this.#common;
    const key = this.#key(level, index);
    let hash = this.#known.get(key);
    if (hash === undefined) {
      const left = this.node(level - 1, 2 * index);
      const paired = 2 * index + 1 < levelWidth(level - 1, this.count);
      hash = paired ? hashInner(left, this.node(level - 1, 2 * index + 1)) : left;
      this.#known.set(key, hash);
    }
    return hash;
  }

  /** Subtrees of common leaves are the same wherever they lie. */
  #key(level: number, index: number): string {
    const first = index * 2 ** level;
    const end = Math.min(first + 2 ** level, this.count);
    for (const other of this.#others.keys()) if (other >= first && other < end) return `${level}/${index}`;
    return `${level}:${end - first}`;
  }

  children(level: number, index: number): Hash[] {
    const range = childrenOf(level, index, this.count);
    return Array.from({ length: range.count }, (_, i) => this.node(range.level, range.first + i));
  }

  /** Siblings from the leaf upwards. */
  path(index: number): Hash[] {
    const siblings: Hash[] = [];
    let position = index;
    for (let level = 0, width = this.count; width > 1; level++, width = Math.ceil(width / 2)) {
      if (siblingOf(position) < width) siblings.push(this.node(level, siblingOf(position)));
      position = Math.floor(position / 2);
    }
    return siblings;
  }
}
