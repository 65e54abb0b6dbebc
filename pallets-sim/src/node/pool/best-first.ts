import { compareTransactions, type PooledTransaction } from './transaction.ts';

/** Ready transactions, and which tags they are about. Does not change while a block is made of them. */
interface Ready {
  values(): Iterable<PooledTransaction>;
  /** Whether one of them provides the tag; what none does is provided already. */
  provides(tag: string): boolean;
  /** Those that require a tag. */
  dependents(tag: string): readonly PooledTransaction[];
}

/**
 * The order in which a block takes ready transactions: the best one of those whose required tags are all provided.
 * A transaction is released only when `applied` was called for what it requires, so nothing that depends on a
 * transaction that failed is tried.
 */
export class BestFirst {
  readonly #ready: Ready;
  /** Free to go, worst first. */
  readonly #free: PooledTransaction[] = [];
  /** Tags of those that are in the block. */
  readonly #applied = new Set<string>();

  constructor(ready: Ready) {
    this.#ready = ready;
    for (const transaction of ready.values()) if (this.#isFree(transaction)) this.#free.push(transaction);
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
      if (this.#applied.has(tag)) continue;
      this.#applied.add(tag);
      for (const dependent of this.#ready.dependents(tag)) {
        if (this.#isFree(dependent)) this.#insert(dependent);
      }
    }
  }

  #isFree({ requires }: PooledTransaction): boolean {
    for (const tag of requires) if (this.#ready.provides(tag) && !this.#applied.has(tag)) return false;
    return true;
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
