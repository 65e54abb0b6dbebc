import { MerkleError } from './errors.ts';

/** How many levels a disputed node is opened at once: 2⁴ = 16 children a move. */
export const DESCENT_LEVELS = 4;

/** Number of levels above the leaves: 0 for one leaf, 1 for two, 2 for three or four, … */
export function treeHeight(count: number): number {
  let height = 0;
  for (let width = count; width > 1; width = Math.ceil(width / 2)) height++;
  return height;
}

/** Number of nodes on one level of a tree with `count` leaves. */
export function levelWidth(level: number, count: number): number {
  let width = count;
  for (let i = 0; i < level && width > 1; i++) width = Math.ceil(width / 2);
  return width;
}

/** The other node of a pair, whether it exists or not. */
export function siblingOf(index: number): number {
  return index % 2 === 0 ? index + 1 : index - 1;
}

/** Exact number of siblings in the path of leaf `index`: a level where the node moved up adds none. */
export function pathLength(index: number, count: number): number {
  let length = 0;
  let position = index;
  for (let width = count; width > 1; width = Math.ceil(width / 2)) {
    if (siblingOf(position) < width) length++;
    position = Math.floor(position / 2);
  }
  return length;
}

/** Where the descendants of a node lie: nodes `first … first + count - 1` of `level`. */
export interface ChildRange {
  readonly level: number;
  readonly first: number;
  readonly count: number;
}

/** The descendants of node (`level`, `index`) on the level `depth` below it (or the leaves, if those are nearer). */
export function childrenOf(level: number, index: number, count: number, depth = DESCENT_LEVELS): ChildRange {
  if (!Number.isInteger(index) || index < 0 || index >= levelWidth(level, count)) {
    throw new MerkleError(
      'NodeOutOfRange',
      `Node ${index} of level ${level} does not exist in a tree of ${count} leaves; its level has ${levelWidth(level, count)} nodes.`,
    );
  }
  const below = Math.max(0, level - depth);
  let span = 1;
  for (let i = below; i < level; i++) span *= 2;
  const first = index * span;
  return { level: below, first, count: Math.min(first + span, levelWidth(below, count)) - first };
}
