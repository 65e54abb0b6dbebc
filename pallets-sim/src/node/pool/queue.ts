import { ByTag } from './by-tag.ts';
import type { QueueLimits } from './queue-limits.ts';
import { compareTransactions, type PooledTransaction } from './transaction.ts';

/** Transactions by hash, in the order in which they were put in or found valid again, and what they weigh together. */
export class Queue {
  readonly #limits: QueueLimits;
  readonly #byHash = new Map<string, PooledTransaction>();
  readonly #dependents = new ByTag<PooledTransaction>();
  #bytes = 0;
  /** The worst, while it is known: a full queue turns away newcomers by the thousand. */
  #worst: PooledTransaction | undefined;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#byHash.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  values(): IterableIterator<PooledTransaction> {
    return this.#byHash.values();
  }

  get(hash: string): PooledTransaction | undefined {
    return this.#byHash.get(hash);
  }

  add(transaction: PooledTransaction): void {
    if (this.#worst === undefined ? this.size === 0 : compareTransactions(transaction, this.#worst) > 0) {
      this.#worst = transaction;
    }
    this.#byHash.set(transaction.hash, transaction);
    this.#bytes += transaction.bytes.length;
    this.#dependents.add(transaction.requires, transaction);
  }

  /** Takes a transaction out. Returns whether it was there. */
  remove(transaction: PooledTransaction): boolean {
    const { hash } = transaction;
    if (this.#byHash.get(hash) !== transaction) return false;
    this.#byHash.delete(hash);
    this.#bytes -= transaction.bytes.length;
    this.#dependents.remove(transaction.requires, transaction);
    if (this.#worst === transaction) this.#worst = undefined;
    return true;
  }

  /** It was found valid again: of all that wait, it is the one for which that is true most lately. */
  moveToEnd(transaction: PooledTransaction): void {
    const { hash } = transaction;
    if (this.#byHash.delete(hash)) this.#byHash.set(hash, transaction);
  }

  /** Those that may be in no later block than this one. */
  expired(block: number): PooledTransaction[] {
    const expired: PooledTransaction[] = [];
    for (const transaction of this.values()) if (transaction.validTill <= block) expired.push(transaction);
    return expired;
  }

  /** Those that require a tag. */
  dependents(tag: string): readonly PooledTransaction[] {
    return this.#dependents.get(tag);
  }

  /** A tag is provided for good: nothing requires it any more. */
  settle(tag: string): void {
    for (const transaction of this.#dependents.get(tag)) {
      this.#dependents.remove([tag], transaction);
      transaction.requires = transaction.requires.filter((required) => required !== tag);
    }
  }

  /** Whether there is more in it than there may be. */
  get isOver(): boolean {
    return this.size > this.#limits.count || this.#bytes > this.#limits.bytes;
  }

  /** Whether a newcomer would be the one to go at once. */
  wouldEvict(newcomer: PooledTransaction): boolean {
    const { count, bytes } = this.#limits;
    const fits = this.size < count && this.#bytes + newcomer.bytes.length <= bytes;
    const worst = fits ? undefined : this.worst();
    return !fits && (worst === undefined || compareTransactions(newcomer, worst) > 0);
  }

  /** The one to go first when there is no room. */
  worst(): PooledTransaction | undefined {
    if (this.#worst) return this.#worst;
    for (const transaction of this.#byHash.values()) {
      if (!this.#worst || compareTransactions(transaction, this.#worst) > 0) this.#worst = transaction;
    }
    return this.#worst;
  }
}
