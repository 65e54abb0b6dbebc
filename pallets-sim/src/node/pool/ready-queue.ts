import { Queue } from './queue.ts';
import type { PooledTransaction } from './transaction.ts';

const NOBODY: readonly PooledTransaction[] = [];

/** Transactions that can go into the next block: all that they require is provided. A tag has one provider. */
export class ReadyQueue extends Queue {
  readonly #provider = new Map<string, PooledTransaction>();

  provides(tag: string): boolean {
    return this.#provider.has(tag);
  }

  /** The transactions that provide any of these tags. */
  providersOf(tags: Iterable<string>): readonly PooledTransaction[] {
    let found: PooledTransaction[] | undefined;
    for (const tag of tags) {
      const provider = this.#provider.get(tag);
      if (provider === undefined || found?.includes(provider)) continue;
      if (found) found.push(provider);
      else found = [provider];
    }
    return found ?? NOBODY;
  }

  override add(transaction: PooledTransaction): void {
    super.add(transaction);
    for (const tag of transaction.provides) this.#provider.set(tag, transaction);
  }

  override remove(transaction: PooledTransaction): boolean {
    if (!super.remove(transaction)) return false;
    for (const tag of transaction.provides) this.#provider.delete(tag);
    return true;
  }

  /** These transactions and all that cannot go into a block without them, each after what it depends on. */
  subtree(
    roots: readonly PooledTransaction[],
    isStillProvided: (tag: string) => boolean,
  ): PooledTransaction[] {
    if (roots.length === 0) return [];
    const found = new Set(roots);
    for (const transaction of found) {
      for (const tag of transaction.provides) {
        if (this.#provider.get(tag) !== transaction || isStillProvided(tag)) continue;
        for (const dependent of this.dependents(tag)) found.add(dependent);
      }
    }
    return [...found];
  }
}
