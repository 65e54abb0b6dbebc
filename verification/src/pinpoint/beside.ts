import type { Hash } from '../hash/blake2b.ts';
import { hashInner, hashLeaf, type MerkleTree } from '../merkle/tree.ts';

/**
 * The path of entry `index` in a list of which only this is known: the path of a later entry, `disputed`, and that
 * everything before it is as in one's own tree. (The challenger's case: entries before the first wrong one are
 * agreed, those after it are not known to it.)
 */
export function pathBefore(
  own: Pick<MerkleTree, 'count' | 'node'>,
  index: number,
  disputed: { index: number; entry: Hash; path: readonly Hash[] },
): Hash[] {
  const path: Hash[] = [];
  let position = index;
  let other = disputed.index;
  let otherHash = hashLeaf(disputed.entry);
  let used = 0;
  for (let level = 0, width = own.count; width > 1; level++, width = Math.ceil(width / 2)) {
    const sibling = position ^ 1;
    const otherSibling = (other ^ 1) < width ? disputed.path[used++] : undefined;
    if (sibling < width) {
      if (sibling === other) path.push(otherHash);
      else if (position === other && otherSibling !== undefined) path.push(otherSibling);
      else path.push(own.node(level, sibling));
    }
    if (otherSibling !== undefined) {
      otherHash = other % 2 === 0 ? hashInner(otherHash, otherSibling) : hashInner(otherSibling, otherHash);
    }
    position = Math.floor(position / 2);
    other = Math.floor(other / 2);
  }
  return path;
}
