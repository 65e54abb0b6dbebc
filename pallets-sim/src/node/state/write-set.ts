import type { LateValue } from '../../runtime/api.ts';
import { GrowingList } from './growing-list.ts';
import { SortedKeys } from './sorted-keys.ts';

/** What was written under a key; null when it was deleted. */
type Written = Uint8Array | LateValue | null;

/**
 * What was written, by key (`mapKey`). All transactions share one journal of what was there before, so reading costs
 * one lookup however deep they are nested, and one that is committed costs nothing.
 */
export class WriteSet {
  readonly #changes = new Map<string, Written>();
  readonly #sorted = new SortedKeys(this.#changes);
  /** Where in the journal each open transaction begins. */
  readonly #starts: number[] = [];
  #noted = 0;
  // The journal, of which the first `#noted` places are in use: keys that a transaction wrote, what was there before
  // (undefined for nothing), and with how many elements added if that was a list.
  readonly #keys: string[] = [];
  readonly #before: (Written | undefined)[] = [];
  readonly #added: number[] = [];
  #version = 0;

  /** Another one whenever anything has changed. */
  get version(): number {
    return this.#version;
  }

  /** null when it was deleted, undefined when it was not written. */
  get(name: string): Uint8Array | null | undefined {
    return bytesOf(this.#changes.get(name));
  }

  /** As `get`, without making the bytes of what has none yet. */
  held(name: string): Written | undefined {
    return this.#changes.get(name);
  }

  keys(): Iterable<string> {
    return this.#changes.keys();
  }

  *entries(): Generator<readonly [name: string, value: Uint8Array | undefined]> {
    for (const [name, written] of this.#changes) yield [name, bytesOf(written) ?? undefined];
  }

  /** The smallest key after `name` that has a value. */
  nextLive(name: string): string | undefined {
    return this.#sorted.nextLive(name);
  }

  /** @param written null deletes */
  write(name: string, written: Written): void {
    const before = this.#changes.get(name);
    this.#note(name, before);
    this.#changes.set(name, written);
    if (before === undefined) this.#sorted.add(name);
    this.#version++;
  }

  /**
   * Adds an encoded element, which is copied, to a SCALE list.
   *
   * @param before the list, if it is not being appended to already
   */
  append(name: string, element: Uint8Array, before: () => Uint8Array | undefined): void {
    const written = this.#changes.get(name);
    if (written instanceof GrowingList) {
      this.#note(name, written);
      written.push(element);
      this.#version++;
      return;
    }
    const list = new GrowingList(before());
    list.push(element);
    this.write(name, list);
  }

  startTransaction(): void {
    this.#starts.push(this.#noted);
  }

  commit(): void {
    if (this.#starts.pop() === undefined) throw new Error('commit without a transaction');
    if (this.#starts.length === 0) this.#noted = 0;
  }

  rollback(): void {
    const start = this.#starts.pop();
    if (start === undefined) throw new Error('rollback without a transaction');
    if (start === this.#noted) return;
    while (this.#noted > start) this.#undo(--this.#noted);
    this.#sorted.invalidate();
    this.#version++;
  }

  /** How many transactions are open. */
  get depth(): number {
    return this.#starts.length;
  }

  #note(name: string, before: Written | undefined): void {
    if (this.#starts.length === 0) return;
    const place = this.#noted++;
    this.#keys[place] = name;
    this.#before[place] = before;
    this.#added[place] = before instanceof GrowingList ? before.added : 0;
  }

  #undo(place: number): void {
    const name = this.#keys[place] as string;
    const before = this.#before[place];
    if (before instanceof GrowingList) before.truncate(this.#added[place] as number);
    if (before === undefined) this.#changes.delete(name);
    else this.#changes.set(name, before);
  }
}

function bytesOf(written: Written | undefined): Uint8Array | null | undefined {
  const hasBytes = written === null || written === undefined || written instanceof Uint8Array;
  return hasBytes ? written : written.bytes();
}
