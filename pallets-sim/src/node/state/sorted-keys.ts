/** The keys of a change set in order, sorted when first asked for and kept sorted from then on. */
export class SortedKeys {
  readonly #changes: ReadonlyMap<string, unknown>;
  #keys: string[] | undefined;

  constructor(changes: ReadonlyMap<string, unknown>) {
    this.#changes = changes;
  }

  /** A key was added to the change set. */
  add(key: string): void {
    this.#keys?.splice(this.#firstAfter(this.#keys, key), 0, key);
  }

  /** Keys were taken out of the change set. */
  invalidate(): void {
    this.#keys = undefined;
  }

  /** The smallest key after `key` that has a value. */
  nextLive(key: string): string | undefined {
    this.#keys ??= [...this.#changes.keys()].sort();
    for (let i = this.#firstAfter(this.#keys, key); i < this.#keys.length; i++) {
      const next = this.#keys[i];
      if (next !== undefined && this.#changes.get(next)) return next;
    }
    return undefined;
  }

  #firstAfter(keys: readonly string[], key: string): number {
    let low = 0;
    let high = keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((keys[middle] ?? '') > key) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
