import { compareTransactions, type PooledTransaction } from './transaction.ts';

/**
 * The order in which a block takes ready transactions: the best one of those whose required tags are all provided.
 * A transaction is released only when `applied` was called for what it requires, so nothing that depends on a
 * transaction that failed is tried.
 */
export class BestFirst {
  /** Free to go, worst first. */
  readonly #free: PooledTransaction[] = [];
  readonly #waiting = new Map<string, PooledTransaction[]>();
  readonly #missing = new Map<PooledTransaction, number>();

  /** @param isProvided whether a required tag needs no transaction of this list */
  constructor(ready: Iterable<PooledTransaction>, isProvided: (tag: string) => boolean) {
    for (const transaction of ready) {
      const missing = [...transaction.requires].filter((tag) => !isProvided(tag));
      for (const tag of missing) {
        const waiting = this.#waiting.get(tag);
        if (waiting) waiting.push(transaction);
        else this.#waiting.set(tag, [transaction]);
      }
      if (missing.length === 0) this.#free.push(transaction);
      else this.#missing.set(transaction, missing.length);
    }
    this.#free.sort((a, b) => compareTransactions(b, a));
  }

  next(): PooledTransaction | undefined {
    return this.#free.pop();
  }

  /** All of them in the order in which a block would take them if it had room. */
  *[Symbol.iterator](): Generator<PooledTransaction> {
    for (let next = this.next(); next; next = this.next()) {
      yield next;
      this.applied(next);
    }
  }

  /** The transaction is in the block: those that need what it provides may follow. */
  applied(transaction: PooledTransaction): void {
    for (const tag of transaction.provides) {
      for (const dependent of this.#waiting.get(tag) ?? []) {
        const missing = (this.#missing.get(dependent) ?? 1) - 1;
        this.#missing.set(dependent, missing);
        if (missing === 0) this.#insert(dependent);
      }
      this.#waiting.delete(tag);
    }
  }

  #insert(transaction: PooledTransaction): void {
    let low = 0;
    let high = this.#free.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#free[middle];
      if (other && compareTransactions(other, transaction) > 0) low = middle + 1;
      else high = middle;
    }
    this.#free.splice(low, 0, transaction);
  }
}
