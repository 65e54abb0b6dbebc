import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import type { Shape } from '@plumbline/runtime-types/scale/shape';
import type { PrefixRemoval } from '../runtime/api.ts';
import { concat, startsWith } from './bytes.ts';
import type { Context } from './context.ts';
import { HASHERS, type HasherName, storagePrefix } from './hashers.ts';
import { KeyCache } from './key-cache.ts';
import { Place } from './place.ts';

/** One part of a map's key. */
export interface KeyPart {
  readonly shape: Shape<unknown>;
  readonly hasher: HasherName;
}

/** What is known about a storage item apart from its TypeScript types. */
export interface StorageDescription {
  readonly docs: string;
  readonly keys: readonly KeyPart[];
  readonly shape: Shape<unknown>;
  /** The encoding of the default; without one, a missing value reads as `undefined`. */
  readonly fallback: Uint8Array | undefined;
}

/** A storage item whose types do not matter to the reader: for metadata. */
export interface AnyStorageItem {
  readonly name: string;
  readonly description: StorageDescription;
}

/** What a pallet declares as one storage item: it, and what belongs to it. */
export interface StorageEntry {
  readonly items: readonly AnyStorageItem[];
}

/** Leading parts of a key, never the whole of it. */
export type KeyPrefix<K extends readonly unknown[]> = K extends readonly [infer First, ...infer Rest]
  ? Rest extends readonly []
    ? []
    : [] | [First, ...KeyPrefix<Rest>]
  : [];

/**
 * A value or a map of any number of keys in chain state. `K` are the key parts (none for a value), `V` what is stored, `Q` what
 * a read gives: `V` where there is a default, else `V | undefined`. Reads decode afresh: changing what was read
 * changes nothing until it is `put` back.
 */
export class StorageItem<K extends readonly unknown[], V, Q> implements StorageEntry {
  readonly name: string;
  readonly description: StorageDescription;
  readonly prefix: Uint8Array;
  readonly #places = new KeyCache((value) => this.#placeAt(this.#hashed([value])));
  /** The only place of a value. */
  readonly #only: Place<V, Q>;

  constructor(pallet: string, name: string, description: StorageDescription) {
    this.name = name;
    this.description = description;
    this.prefix = storagePrefix(pallet, name);
    this.#only = this.#placeAt(this.prefix);
  }

  get items(): readonly AnyStorageItem[] {
    return [this];
  }

  /** The storage key. */
  key(...keys: K): Uint8Array {
    return this.#key(keys);
  }

  /** Where the value lies: for who reads and writes it several times. */
  at(...keys: K): Place<V, Q> {
    return this.#place(keys);
  }

  get(context: Context, ...keys: K): Q {
    return this.#read(context, this.#key(keys));
  }

  /** As `get`, for values that are read much more often than written: shared with other readers, not to be changed. */
  peek(context: Context, ...keys: K): Readonly<Q> {
    return this.#place(keys).peek(context);
  }

  has(context: Context, ...keys: K): boolean {
    return this.#place(keys).has(context);
  }

  put(context: Context, ...entry: [...keys: K, value: V]): void {
    const keys: unknown[] = entry;
    const value = keys.pop();
    context.state.put(this.#key(keys), this.#encode(value));
  }

  /** As `put`, for a value that fits and that nobody changes afterwards: see `Place.putShared`. */
  putShared(context: Context, ...entry: [...keys: K, value: V]): void {
    const keys: unknown[] = entry;
    const value = keys.pop() as V;
    this.#place(keys).putShared(context, value);
  }

  remove(context: Context, ...keys: K): void {
    context.state.delete(this.#key(keys));
  }

  /** Reads and removes. */
  take(context: Context, ...keys: K): Q {
    const key = this.#key(keys);
    const value = this.#read(context, key);
    context.state.delete(key);
    return value;
  }

  /** Stores what `change` makes of the value, or removes it when that is `undefined`; returns it. */
  mutate(context: Context, ...entry: [...keys: K, change: (value: Q) => V | undefined]): V | undefined {
    const keys: unknown[] = entry;
    const change = keys.pop() as (value: Q) => V | undefined;
    const key = this.#key(keys);
    const value = change(this.#read(context, key));
    if (value === undefined) context.state.delete(key);
    else context.state.put(key, this.#encode(value));
    return value;
  }

  /** All entries, or those under leading key parts, in the order of their storage keys. */
  *entries(context: Context, ...prefix: KeyPrefix<K>): Generator<[keys: K, value: V]> {
    for (const { key, raw } of this.#scan(context, prefix)) {
      yield [this.#decodeKey(key), this.description.shape.codec.dec(raw) as V];
    }
  }

  /** The keys of all entries, or of those under leading key parts. */
  *keys(context: Context, ...prefix: KeyPrefix<K>): Generator<K> {
    for (const { key } of this.#scan(context, prefix)) yield this.#decodeKey(key);
  }

  /** Removes all entries, or those under leading key parts; returns how many. */
  clear(context: Context, ...prefix: KeyPrefix<K>): number {
    return context.state.clearPrefix(this.#key(prefix)).removed;
  }

  /** Removes entries under leading key parts: all that are of this block, up to `most` of those before it. */
  clearSome(context: Context, most: number, ...prefix: KeyPrefix<K>): PrefixRemoval {
    return context.state.clearPrefix(this.#key(prefix), most);
  }

  #key(keys: readonly unknown[]): Uint8Array {
    return this.#place(keys).key;
  }

  #place(keys: readonly unknown[]): Place<V, Q> {
    if (keys.length === 0) return this.#only;
    const [first] = keys;
    const isPlain = keys.length === 1 && (typeof first === 'string' || typeof first === 'number');
    return isPlain ? this.#places.get(first) : this.#placeAt(this.#hashed(keys));
  }

  #placeAt(key: Uint8Array): Place<V, Q> {
    // The description is that of this item, whose type says what its values are.
    return new Place(key, this.description.shape as Shape<V>, this.description.fallback);
  }

  #hashed(keys: readonly unknown[]): Uint8Array {
    const parts = [this.prefix];
    for (const [index, value] of keys.entries()) {
      const part = this.#part(index);
      parts.push(HASHERS[part.hasher].hash(part.shape.codec.enc(value)));
    }
    return concat(parts);
  }

  #part(index: number): KeyPart {
    const part = this.description.keys[index];
    if (part === undefined) throw new TypeError(`${this.name} has ${this.description.keys.length} key parts`);
    return part;
  }

  #read(context: Context, key: Uint8Array): Q {
    const raw = context.state.get(key) ?? this.description.fallback;
    return (raw === undefined ? undefined : this.description.shape.codec.dec(raw)) as Q;
  }

  #encode(value: unknown): Uint8Array {
    return this.description.shape.codec.enc(value);
  }

  *#scan(context: Context, keys: readonly unknown[]): Generator<{ key: Uint8Array; raw: Uint8Array }> {
    const prefix = this.#key(keys);
    for (let key = context.state.nextKey(prefix); key !== undefined; key = context.state.nextKey(key)) {
      if (!startsWith(key, prefix)) return;
      const raw = context.state.get(key);
      if (raw !== undefined) yield { key, raw };
    }
  }

  #decodeKey(key: Uint8Array): K {
    const input = new ScaleReader(key.subarray(this.prefix.length));
    const keys: unknown[] = this.description.keys.map((part) => {
      input.take(HASHERS[part.hasher].prefixBytes);
      return part.shape.codec.read(input);
    });
    return keys as unknown as K;
  }
}
