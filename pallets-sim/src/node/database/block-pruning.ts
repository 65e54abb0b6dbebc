import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { u32BigEndian } from '../bytes.ts';
import { u32Bytes } from '../scale.ts';
import { blocksAt } from './levels.ts';
import type { PruningMode } from './pruning-mode.ts';
import type { Records, Transaction } from './records.ts';

const FIRST_BODY = new TextEncoder().encode('firstBody');
/** At most so many old bodies go with one block. */
const BODIES_A_BLOCK = 64;

/** The lowest number, apart from genesis, of a block of the chain whose body is kept. */
export function firstBody(records: Records | Transaction): number {
  const stored = records.get('meta', FIRST_BODY);
  return stored ? new ScaleReader(stored).u32() : 1;
}

/** Says that no block before this one has a body. */
export function startBodies(transaction: Transaction, number: number): void {
  transaction.put('meta', FIRST_BODY, u32Bytes(number));
}

/** Forgets the bodies that are too old once block `head` is there. */
export function pruneBodies(transaction: Transaction, mode: PruningMode, head: number): void {
  if (typeof mode !== 'number') return;
  const first = firstBody(transaction);
  let number = first;
  for (; number <= head - mode && number < first + BODIES_A_BLOCK; number++) {
    const canonical = transaction.get('canonical', u32BigEndian(number));
    if (canonical) transaction.delete('body', canonical);
    for (const hash of blocksAt(transaction, number)) transaction.delete('body', hash);
  }
  if (number > first) transaction.put('meta', FIRST_BODY, u32Bytes(number));
}
