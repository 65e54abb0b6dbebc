import { isFinal, type TransactionStatus } from './transaction.ts';

export type Watcher = (status: TransactionStatus) => void;

interface Watched {
  readonly watchers: Set<Watcher>;
  /** What was last said of it: the same is not said again. */
  last: TransactionStatus['type'] | undefined;
}

/** Who wants to hear what becomes of which transaction, by the transaction's hash. */
export class Watchers {
  readonly #byHash = new Map<string, Watched>();

  /** Returns the function that ends the watch. */
  watch(hash: string, watcher: Watcher): () => void {
    const watched = this.#byHash.get(hash) ?? { watchers: new Set(), last: undefined };
    watched.watchers.add(watcher);
    this.#byHash.set(hash, watched);
    return () => {
      watched.watchers.delete(watcher);
      if (watched.watchers.size === 0 && this.#byHash.get(hash) === watched) this.#byHash.delete(hash);
    };
  }

  notify(hash: string, status: TransactionStatus): void {
    const watched = this.#byHash.get(hash);
    if (!watched || watched.last === status.type) return;
    watched.last = status.type;
    if (isFinal(status)) this.#byHash.delete(hash);
    for (const watcher of [...watched.watchers]) watcher(status);
  }
}
