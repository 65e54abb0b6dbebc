/** Which transactions have something to do with which tag. */
export class ByTag<T> {
  readonly #byTag = new Map<string, Set<T>>();

  has(tag: string): boolean {
    return this.#byTag.has(tag);
  }

  get(tag: string): Iterable<T> {
    return this.#byTag.get(tag) ?? [];
  }

  add(tags: Iterable<string>, transaction: T): void {
    for (const tag of tags) {
      const known = this.#byTag.get(tag);
      if (known) known.add(transaction);
      else this.#byTag.set(tag, new Set([transaction]));
    }
  }

  remove(tags: Iterable<string>, transaction: T): void {
    for (const tag of tags) {
      const known = this.#byTag.get(tag);
      known?.delete(transaction);
      if (known?.size === 0) this.#byTag.delete(tag);
    }
  }
}
