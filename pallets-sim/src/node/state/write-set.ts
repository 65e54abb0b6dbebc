import { GrowingList } from './growing-list.ts';
import { SortedKeys } from './sorted-keys.ts';

/** What was written under a key; null when it was deleted. */
type Written = Uint8Array | GrowingList | null;

/** What a key was before a transaction wrote it: unwritten, or written (a list, with so many elements added). */
interface Undo {
  readonly key: string;
  readonly before: { readonly value: Written; readonly added: number } | undefined;
}

/**
 * What was written, by key (`mapKey`). Transactions keep an undo list each, so reading costs one lookup however deep
 * they are nested.
 */
export class WriteSet {
  readonly #changes = new Map<string, Written>();
  readonly #sorted = new SortedKeys(this.#changes);
  readonly #undo: Undo[][] = [];
  #version = 0;

  /** Another one whenever anything has changed. */
  get version(): number {
    return this.#version;
  }

  /** null when it was deleted, undefined when it was not written. */
  get(name: string): Uint8Array | null | undefined {
    const written = this.#changes.get(name);
    return written instanceof GrowingList ? written.bytes() : written;
  }

  keys(): Iterable<string> {
    return this.#changes.keys();
  }

  *entries(): Generator<readonly [name: string, value: Uint8Array | undefined]> {
    for (const [name, written] of this.#changes)
      yield [name, (written instanceof GrowingList ? written.bytes() : written) ?? undefined];
  }

  /** The smallest key after `name` that has a value. */
  nextLive(name: string): string | undefined {
    return this.#sorted.nextLive(name);
  }

  /** @param written null deletes */
  write(name: string, written: Written): void {
    const value = this.#changes.get(name);
    const isNew = value === undefined;
    const added = value instanceof GrowingList ? value.added : 0;
    this.#undo.at(-1)?.push({ key: name, before: isNew ? undefined : { value, added } });
    this.#changes.set(name, written);
    if (isNew) this.#sorted.add(name);
    this.#version++;
  }

  /**
   * Adds an encoded element to a SCALE list.
   *
   * @param before the list, if it is not being appended to already
   */
  append(name: string, element: Uint8Array, before: () => Uint8Array | undefined): void {
    const written = this.#changes.get(name);
    if (written instanceof GrowingList) {
      this.#undo.at(-1)?.push({ key: name, before: { value: written, added: written.added } });
      written.push(element);
      this.#version++;
      return;
    }
    const list = new GrowingList(before());
    list.push(element);
    this.write(name, list);
  }

  startTransaction(): void {
    this.#undo.push([]);
  }

  commit(): void {
    const done = this.#undo.pop();
    if (!done) throw new Error('commit without a transaction');
    const outer = this.#undo.at(-1);
    if (outer) for (const entry of done) outer.push(entry);
  }

  rollback(): void {
    const undone = this.#undo.pop();
    if (!undone) throw new Error('rollback without a transaction');
    for (let i = undone.length - 1; i >= 0; i--) {
      const entry = undone[i];
      if (!entry) continue;
      if (entry.before) {
        const { value, added } = entry.before;
        if (value instanceof GrowingList) value.truncate(added);
        this.#changes.set(entry.key, value);
      } else {
        this.#changes.delete(entry.key);
      }
    }
    this.#sorted.invalidate();
    this.#version++;
  }

  /** How many transactions are open. */
  get depth(): number {
    return this.#undo.length;
  }
}
