import { u32 } from '@plumbline/runtime-types/scale/primitives';
import type { PrefixRemoval } from '../runtime/api.ts';
import type { Context } from './context.ts';
import { type AnyStorageItem, type KeyPrefix, type StorageDescription, StorageItem } from './storage-item.ts';

/** How FRAME documents the counter of a counted map in metadata. */
const COUNTER_DOCS = 'Counter for the related counted storage map';

/** A map that knows how many entries it has: beside it stands a counter, `CounterFor<name>`, as in FRAME. */
export class CountedMap<K extends readonly unknown[], V, Q> extends StorageItem<K, V, Q> {
  readonly #counter: StorageItem<[], number, number>;

  constructor(pallet: string, name: string, description: StorageDescription) {
    super(pallet, name, description);
    const fallback = u32.codec.enc(0);
    this.#counter = new StorageItem(pallet, `CounterFor${name}`, {
      docs: COUNTER_DOCS,
      keys: [],
      shape: u32,
      fallback,
    });
  }

  override get items(): readonly AnyStorageItem[] {
    return [this, this.#counter];
  }

  /** How many entries there are. */
  count(context: Context): number {
    return this.#counter.get(context);
  }

  /** Entries are counted as they come and go, which happens in the functions of the map alone. */
  override at(): never {
    throw new TypeError(`${this.name} counts its entries: read and write them through the map`);
  }

  override put(context: Context, ...entry: [...keys: K, value: V]): void {
    this.#counting(context, entry.slice(0, -1), () => super.put(context, ...entry));
  }

  override remove(context: Context, ...keys: K): void {
    this.#counting(context, keys, () => super.remove(context, ...keys));
  }

  override take(context: Context, ...keys: K): Q {
    return this.#counting(context, keys, () => super.take(context, ...keys));
  }

  override mutate(
    context: Context,
    ...entry: [...keys: K, change: (value: Q) => V | undefined]
  ): V | undefined {
    return this.#counting(context, entry.slice(0, -1), () => super.mutate(context, ...entry));
  }

  override putShared(context: Context, ...entry: [...keys: K, value: V]): void {
    this.#counting(context, entry.slice(0, -1), () => super.putShared(context, ...entry));
  }

  override clear(context: Context, ...prefix: KeyPrefix<K>): number {
    const removed = super.clear(context, ...prefix);
    this.#countRemoved(context, removed);
    return removed;
  }

  override clearSome(context: Context, most: number, ...prefix: KeyPrefix<K>): PrefixRemoval {
    const removal = super.clearSome(context, most, ...prefix);
    this.#countRemoved(context, removal.removed);
    return removal;
  }

  #countRemoved(context: Context, removed: number): void {
    if (removed > 0) this.#counter.mutate(context, (count) => count - removed);
  }

  /** Does something to an entry and counts whether it came or went. */
  #counting<T>(context: Context, parts: readonly unknown[], change: () => T): T {
    const keys = parts as unknown as K;
    const before = this.has(context, ...keys);
    const result = change();
    const after = this.has(context, ...keys);
    if (before !== after) this.#counter.mutate(context, (count) => count + (after ? 1 : -1));
    return result;
  }
}
