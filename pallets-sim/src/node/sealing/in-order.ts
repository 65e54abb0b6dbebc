import { toHex } from '@plumbline/runtime-types/scale/hex';
import { blake2b256 } from '../hash.ts';
import type { BlockTransaction, TransactionOrder } from './apply-transactions.ts';

/** These extrinsics, one after the other. */
export class InOrder implements TransactionOrder<BlockTransaction> {
  readonly #extrinsics: Iterator<Uint8Array>;

  constructor(extrinsics: Iterable<Uint8Array>) {
    this.#extrinsics = extrinsics[Symbol.iterator]();
  }

  next(): BlockTransaction | undefined {
    const next = this.#extrinsics.next();
    return next.done ? undefined : { hash: toHex(blake2b256(next.value)), bytes: next.value };
  }

  applied(): void {
    // Nothing waits for it: the order is given.
  }
}
