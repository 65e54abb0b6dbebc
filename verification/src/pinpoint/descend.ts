import type { Cursor } from '@plumbline/runtime-types/domain/game';
import type { Hash } from '../hash/blake2b.ts';
import { sameHash } from '../hash/hex.ts';
import { childrenOf, combineChildren, hashInner, hashLeaf, treeHeight } from '../merkle/tree.ts';
import { IllegalMove } from './illegal-move.ts';

/** What the lowest nodes of a tree are shown as: `entries` of a list are hashed first, `leaves` are hashes. */
export type Bottom = 'entries' | 'leaves';

/** A descent at the top of a tree of `count` leaves. */
export function rootCursor(count: number, root: Hash): Cursor {
  return { level: treeHeight(count), index: 0, hash: root, revealed: [] };
}

/** The revealed values as tree nodes. */
function nodesOf(children: readonly Hash[], level: number, bottom: Bottom): Hash[] {
  return level === 0 && bottom === 'entries' ? children.map((entry) => hashLeaf(entry)) : [...children];
}

/** Defender: what lies four levels under the cursor; it must combine to the node that was claimed. */
export function revealChildren(cursor: Cursor, count: number, bottom: Bottom, children: Hash[]): Cursor {
  const range = childrenOf(cursor.level, cursor.index, count);
  if (children.length !== range.count) {
    throw new IllegalMove(
      'WrongCount',
      `${children.length} children were revealed; node ${cursor.index} of level ${cursor.level} has ${range.count} at level ${range.level}.`,
    );
  }
  const nodes = nodesOf(children, range.level, bottom);
  if (!sameHash(combineChildren(nodes, range.level, cursor.level), cursor.hash)) {
    throw new IllegalMove(
      'DoesNotCombine',
      `The children do not combine to the claimed node ${cursor.index} of level ${cursor.level}.`,
    );
  }
  return { ...cursor, revealed: children };
}

export interface Descent {
  /** The child; at the bottom of a list its `hash` is the entry itself. */
  readonly cursor: Cursor;
  /** Siblings from the child up to the root, continuing the path given. */
  readonly path: Hash[];
}

/** Challenger: the first child that is wrong. */
export function pickChild(
  cursor: Cursor,
  count: number,
  bottom: Bottom,
  index: number,
  path: readonly Hash[] = [],
): Descent {
  const hash = cursor.revealed[index];
  if (hash === undefined) {
    throw new IllegalMove(
      'OutOfRange',
      `Child ${index} was picked of ${cursor.revealed.length}, counted from 0.`,
    );
  }
  const range = childrenOf(cursor.level, cursor.index, count);
  const nodes = nodesOf(cursor.revealed, range.level, bottom);
  return {
    cursor: { level: range.level, index: range.first + index, hash, revealed: [] },
    path: [...siblingsAmong(nodes, index), ...path],
  };
}

/** Siblings of node `index` on its way up through a complete run of neighbours. */
function siblingsAmong(nodes: readonly Hash[], index: number): Hash[] {
  const siblings: Hash[] = [];
  let level = nodes;
  for (let position = index; level.length > 1; position = Math.floor(position / 2)) {
    const sibling = level[position ^ 1];
    if (sibling !== undefined) siblings.push(sibling);
    const parents: Hash[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const right = level[i + 1];
      parents.push(right === undefined ? (level[i] as Hash) : hashInner(level[i] as Hash, right));
    }
    level = parents;
  }
  return siblings;
}
