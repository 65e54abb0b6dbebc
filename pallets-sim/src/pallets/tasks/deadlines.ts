import type { Context } from '../../frame/context.ts';
import type { StorageItem } from '../../frame/storage-item.ts';

/** What wakes up when a block begins, by block. */
export type Deadlines = StorageItem<[block: number], number[], number[]>;

/**
 * Has something wake up in a block, or in a later one when as many as `most` do already; returns which. The steps to
 * later blocks double, so that no crowd makes the search long.
 */
export function queue(
  context: Context,
  deadlines: Deadlines,
  wanted: number,
  id: number,
  most: number,
): number {
  let block = wanted;
  let due = deadlines.get(context, block);
  for (let step = 1; due.length >= most; step *= 2) {
    block += step;
    due = deadlines.get(context, block);
  }
  deadlines.put(context, block, [...due, id]);
  return block;
}

/** Takes back what `queue` has noted, so that nothing wakes up that has no reason to. */
export function leave(context: Context, deadlines: Deadlines, block: number, id: number): void {
  const due = deadlines.get(context, block);
  if (!due.includes(id)) return;
  const others = due.filter((other) => other !== id);
  if (others.length > 0) deadlines.put(context, block, others);
  else deadlines.remove(context, block);
}
