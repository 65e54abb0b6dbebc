import { mapKey } from '../bytes.ts';
import { isFinal, type TransactionStatus } from './transaction.ts';

export type Watcher = (status: TransactionStatus) => void;

/** Who wants to hear what becomes of which transaction. */
export class Watchers {
  readonly #byHash = new Map<string, Set<Watcher>>();

  /** Returns the function that ends the watch. */
  watch(hash: Uint8Array, watcher: Watcher): () => void {
    const key = mapKey(hash);
    const watchers = this.#byHash.get(key) ?? new Set();
    watchers.add(watcher);
    this.#byHash.set(key, watchers);
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0 && this.#byHash.get(key) === watchers) this.#byHash.delete(key);
    };
  }

  notify(hash: Uint8Array, status: TransactionStatus): void {
    const key = mapKey(hash);
    const watchers = this.#byHash.get(key);
    if (!watchers) return;
    if (isFinal(status)) this.#byHash.delete(key);
    for (const watcher of [...watchers]) watcher(status);
  }
}
