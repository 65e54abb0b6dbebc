import type { Context } from '../../frame/context.ts';
import type { StorageItem } from '../../frame/storage-item.ts';

/** What wakes up when a block begins, by block. */
export type Deadlines = StorageItem<[block: number], number[], number[]>;

/**
 * Has something wake up in a block, or in a later one when as many as `most` do already; returns which. It is looked
 * for in a window of blocks that doubles with every look, at a place in it that is the id's own: so a crowd of `n`
 * spreads over about `2·n / most` blocks, and finds its places in about `log₂` of that many looks. What wakes up in a
 * block already does so once.
 *
 * @param place of those that wake up in the block: what was put off goes first, so that it is not put off for ever
 */
export function queue(
  context: Context,
  deadlines: Deadlines,
  wanted: number,
  id: number,
  most: number,
  place: 'first' | 'last' = 'last',
): number {
  let block = wanted;
  let due = deadlines.get(context, block);
  for (let bits = 1; due.length >= most && !due.includes(id); bits++) {
    block = wanted + placeOf(id, bits);
    due = deadlines.get(context, block);
  }
  if (!due.includes(id)) deadlines.put(context, block, place === 'first' ? [id, ...due] : [...due, id]);
  return block;
}

/**
 * One of `2^bits` places: the leading bits of a product by the golden ratio, which spreads ids in a row evenly. The id
 * 0 has places too, and where no window has room, block after block is looked at: the search always ends.
 */
function placeOf(id: number, bits: number): number {
  return bits > 24 ? bits : Math.imul(id + 2 ** 31, 0x9e_37_79_b1) >>> (32 - bits);
}

/** Takes back what `queue` has noted, so that nothing wakes up that has no reason to. */
export function leave(context: Context, deadlines: Deadlines, block: number, id: number): void {
  const due = deadlines.get(context, block);
  if (!due.includes(id)) return;
  const others = due.filter((other) => other !== id);
  if (others.length > 0) deadlines.put(context, block, others);
  else deadlines.remove(context, block);
}
