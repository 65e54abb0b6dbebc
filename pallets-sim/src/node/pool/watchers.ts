import { isFinal, type TransactionStatus } from './transaction.ts';

export type Watcher = (status: TransactionStatus) => void;

interface Watched {
  readonly watchers: Set<Watcher>;
  /** What was last said of it: the same is not said again. */
  last: TransactionStatus['type'] | undefined;
}

/** Who wants to hear what becomes of which transaction, by the transaction's name. */
export class Watchers {
  readonly #byName = new Map<string, Watched>();

  /** Returns the function that ends the watch. */
  watch(name: string, watcher: Watcher): () => void {
    const watched = this.#byName.get(name) ?? { watchers: new Set(), last: undefined };
    watched.watchers.add(watcher);
    this.#byName.set(name, watched);
    return () => {
      watched.watchers.delete(watcher);
      if (watched.watchers.size === 0 && this.#byName.get(name) === watched) this.#byName.delete(name);
    };
  }

  notify(name: string, status: TransactionStatus): void {
    const watched = this.#byName.get(name);
    if (!watched || watched.last === status.type) return;
    watched.last = status.type;
    if (isFinal(status)) this.#byName.delete(name);
    for (const watcher of [...watched.watchers]) watcher(status);
  }
}
