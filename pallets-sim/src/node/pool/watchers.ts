import { mapKey } from '../bytes.ts';
import { isFinal, type TransactionStatus } from './transaction.ts';

export type Watcher = (status: TransactionStatus) => void;

interface Watched {
  readonly watchers: Set<Watcher>;
  /** What was last said of it: the same is not said again. */
  last: TransactionStatus['type'] | undefined;
}

/** Who wants to hear what becomes of which transaction. */
export class Watchers {
  readonly #byHash = new Map<string, Watched>();

  /** Returns the function that ends the watch. */
  watch(hash: Uint8Array, watcher: Watcher): () => void {
    const key = mapKey(hash);
    const watched = this.#byHash.get(key) ?? { watchers: new Set(), last: undefined };
    watched.watchers.add(watcher);
    this.#byHash.set(key, watched);
    return () => {
      watched.watchers.delete(watcher);
      if (watched.watchers.size === 0 && this.#byHash.get(key) === watched) this.#byHash.delete(key);
    };
  }

  notify(hash: Uint8Array, status: TransactionStatus): void {
    const key = mapKey(hash);
    const watched = this.#byHash.get(key);
    if (!watched || watched.last === status.type) return;
    watched.last = status.type;
    if (isFinal(status)) this.#byHash.delete(key);
    for (const watcher of [...watched.watchers]) watcher(status);
  }
}
