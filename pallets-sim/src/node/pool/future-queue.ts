import { ByTag } from './by-tag.ts';
import { Queue } from './queue.ts';
import type { PooledTransaction } from './transaction.ts';

/** Transactions that wait for tags that nothing provides yet. */
export class FutureQueue extends Queue {
  readonly #missing = new Map<PooledTransaction, Set<string>>();
  readonly #wanted = new ByTag<PooledTransaction>();

  /** @param missing those of its required tags that are not provided: one at least */
  wait(transaction: PooledTransaction, missing: readonly string[]): void {
    this.add(transaction);
    this.#missing.set(transaction, new Set(missing));
    this.#wanted.add(missing, transaction);
  }

  override remove(transaction: PooledTransaction): boolean {
    if (!super.remove(transaction)) return false;
    this.#wanted.remove(this.#missing.get(transaction) ?? [], transaction);
    this.#missing.delete(transaction);
    return true;
  }

  /** Takes out those that miss nothing any more now that these tags are provided, in the order in which they came. */
  satisfy(tags: readonly string[]): PooledTransaction[] {
    const satisfied: PooledTransaction[] = [];
    for (const tag of tags) {
      for (const transaction of this.#wanted.get(tag)) {
        const missing = this.#missing.get(transaction);
        missing?.delete(tag);
        this.#wanted.remove([tag], transaction);
        if (missing?.size === 0 && this.remove(transaction)) satisfied.push(transaction);
      }
    }
    return satisfied.sort((a, b) => a.arrival - b.arrival);
  }
}
