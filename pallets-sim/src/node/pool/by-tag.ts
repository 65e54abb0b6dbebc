const NONE: readonly never[] = [];

/** Which transactions have something to do with which tag. Mostly it is one, which then needs no set. */
export class ByTag<T extends object> {
  readonly #byTag = new Map<string, T | Set<T>>();

  /** As they are now: nothing that happens to the tag later changes the list. */
  get(tag: string): readonly T[] {
    const known = this.#byTag.get(tag);
    if (known === undefined) return NONE;
    return known instanceof Set ? [...known] : [known];
  }

  add(tags: Iterable<string>, transaction: T): void {
    for (const tag of tags) {
      const known = this.#byTag.get(tag);
      if (known === undefined) this.#byTag.set(tag, transaction);
      else if (known instanceof Set) known.add(transaction);
      else if (known !== transaction) this.#byTag.set(tag, new Set([known, transaction]));
    }
  }

  remove(tags: Iterable<string>, transaction: T): void {
    for (const tag of tags) {
      const known = this.#byTag.get(tag);
      if (known === transaction) this.#byTag.delete(tag);
      else if (known instanceof Set && known.delete(transaction) && known.size === 0) this.#byTag.delete(tag);
    }
  }
}
