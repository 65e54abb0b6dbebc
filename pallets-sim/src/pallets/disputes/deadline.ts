import { MAX_DEADLINES } from '@plumbline/runtime-types/domain/limits';
import type { Context } from '../../frame/context.ts';
import { blockNumber } from '../system/block.ts';
import { disputes } from './declaration.ts';

const { Deadlines, Params } = disputes.storage;

/** Gives the side whose turn it is its time; returns the last block in which it may move. */
export function startClock(context: Context, id: number): number {
  let wake = blockNumber(context) + Params.get(context).moveBlocks + 1;
  let due = Deadlines.get(context, wake);
  while (due.length >= MAX_DEADLINES) due = Deadlines.get(context, ++wake);
  if (!due.includes(id)) Deadlines.put(context, wake, [...due, id]);
  return wake - 1;
}
