import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { fromMapKey, mapKey } from '../bytes.ts';
import { u32Bytes } from '../scale.ts';
import { badRecord } from './errors.ts';
import type { Records, Transaction } from './records.ts';

/** A node or long value of a state trie. */
export interface Preimage {
  readonly hash: Uint8Array;
  readonly bytes: Uint8Array;
}

/**
 * Gathers which preimages come and go in one write. A preimage is stored with the number of places that hold it: its
 * places in the oldest state that is kept, and one for each place at which a later kept block put it. With none left,
 * no kept state can reach it, and it goes.
 */
export class ReferenceCounts {
  readonly #deltas = new Map<string, number>();
  readonly #fresh = new Map<string, Uint8Array>();

  insert(preimages: readonly Preimage[]): void {
    for (const { hash, bytes } of preimages) {
      const name = mapKey(hash);
      this.#fresh.set(name, bytes);
      this.#add(name, 1);
    }
  }

  remove(hashes: readonly Uint8Array[]): void {
    for (const hash of hashes) this.#add(mapKey(hash), -1);
  }

  #add(name: string, delta: number): void {
    this.#deltas.set(name, (this.#deltas.get(name) ?? 0) + delta);
  }

  /** Adds what has to be written. Throws `NodeError` `CorruptRecord` when more is taken away than there is. */
  apply(transaction: Transaction, { folder }: Records): void {
    for (const [name, delta] of this.#deltas) {
      if (delta === 0) continue;
      const hash = fromMapKey(name);
      const before = countOf(transaction, hash);
      const after = before + delta;
      if (after < 0) throw badRecord(folder, 'count', hash);
      const bytes = this.#fresh.get(name);
      if (before === 0 && bytes) transaction.add('preimage', hash, bytes);
      if (after === 0) transaction.delete('preimage', hash);
      if (after > 1) transaction.put('count', hash, u32Bytes(after));
      else if (before > 1) transaction.delete('count', hash);
    }
  }
}

function countOf(transaction: Transaction, hash: Uint8Array): number {
  const count = transaction.get('count', hash);
  if (count) return new ScaleReader(count).u32();
  return transaction.get('preimage', hash) ? 1 : 0;
}
