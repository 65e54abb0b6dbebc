import { mapKey } from '../bytes.ts';
import { compareTransactions, type PooledTransaction } from './transaction.ts';

/** How many transactions, and how many bytes of them, a queue may hold. */
export interface QueueLimits {
  readonly count: number;
  readonly bytes: number;
}

/** Transactions by hash and by the tags that they provide. */
export class Queue {
  readonly #limits: QueueLimits;
  readonly #byHash = new Map<string, PooledTransaction>();
  readonly #providers = new Map<string, Set<PooledTransaction>>();
  #bytes = 0;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#byHash.size;
  }

  values(): IterableIterator<PooledTransaction> {
    return this.#byHash.values();
  }

  has(hash: Uint8Array): boolean {
    return this.#byHash.has(mapKey(hash));
  }

  get(hash: Uint8Array): PooledTransaction | undefined {
    return this.#byHash.get(mapKey(hash));
  }

  provides(tag: string): boolean {
    return this.#providers.has(tag);
  }

  /** The transactions that provide any of these tags. */
  providersOf(tags: readonly string[]): PooledTransaction[] {
    const found = new Set<PooledTransaction>();
    for (const tag of tags) for (const provider of this.#providers.get(tag) ?? []) found.add(provider);
    return [...found];
  }

  add(transaction: PooledTransaction): void {
    this.#byHash.set(mapKey(transaction.hash), transaction);
    this.#bytes += transaction.bytes.length;
    for (const tag of transaction.provides) {
      const providers = this.#providers.get(tag) ?? new Set();
      providers.add(transaction);
      this.#providers.set(tag, providers);
    }
  }

  remove(transaction: PooledTransaction): void {
    const key = mapKey(transaction.hash);
    const held = this.#byHash.get(key);
    if (!held) return;
    this.#byHash.delete(key);
    this.#bytes -= held.bytes.length;
    for (const tag of held.provides) {
      const providers = this.#providers.get(tag);
      providers?.delete(held);
      if (providers?.size === 0) this.#providers.delete(tag);
    }
  }

  /** Takes out the worst transactions until the queue is within its limits; returns them. */
  evictWorst(): PooledTransaction[] {
    const evicted: PooledTransaction[] = [];
    while (this.#byHash.size > this.#limits.count || this.#bytes > this.#limits.bytes) {
      let worst: PooledTransaction | undefined;
      for (const transaction of this.#byHash.values()) {
        if (!worst || compareTransactions(transaction, worst) > 0) worst = transaction;
      }
      if (!worst) break;
      this.remove(worst);
      evicted.push(worst);
    }
    return evicted;
  }
}
