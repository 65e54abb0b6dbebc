import type { Of, Shape } from '@plumbline/runtime-types/scale/shape';
import { CountedMap } from './counted-map.ts';
import type { HasherName } from './hashers.ts';
import { type StorageDescription, StorageItem } from './storage-item.ts';

/** A storage item that does not know its pallet and name yet. */
export interface StorageDeclaration<K extends readonly unknown[], V, Q> {
  bind(pallet: string, name: string): StorageItem<K, V, Q>;
}

const DEFAULT_HASHER: HasherName = 'Blake2_128Concat';

function declare<K extends readonly unknown[], V, Q>(
  description: StorageDescription,
): StorageDeclaration<K, V, Q> {
  return { bind: (pallet, name) => new StorageItem<K, V, Q>(pallet, name, description) };
}

/** A single value; with `fallback` it always reads as something. */
export function value<V>(docs: string, shape: Shape<V>): StorageDeclaration<[], V, V | undefined>;
export function value<V>(docs: string, shape: Shape<V>, fallback: V): StorageDeclaration<[], V, V>;
export function value<V>(
  docs: string,
  shape: Shape<V>,
  fallback?: V,
): StorageDeclaration<[], V, V | undefined> {
  return declare({ docs, keys: [], shape, fallback: encodeFallback(shape, fallback) });
}

/** `hasher`: Blake2_128Concat unless said otherwise; keys that nobody can choose may be Twox64Concat or Identity. */
export interface MapOptions {
  readonly hasher?: HasherName;
}
export interface DoubleMapOptions {
  readonly hashers?: readonly [HasherName, HasherName];
}
interface WithDefault<V> {
  readonly fallback: V;
}

/** A map from one key. */
export function map<A, V>(
  docs: string,
  key: Shape<A>,
  shape: Shape<V>,
  options: MapOptions & WithDefault<V>,
): StorageDeclaration<[A], V, V>;
export function map<A, V>(
  docs: string,
  key: Shape<A>,
  shape: Shape<V>,
  options?: MapOptions,
): StorageDeclaration<[A], V, V | undefined>;
export function map<A, V>(
  docs: string,
  key: Shape<A>,
  shape: Shape<V>,
  options: MapOptions & Partial<WithDefault<V>> = {},
): StorageDeclaration<[A], V, V | undefined> {
  const keys = [{ shape: key, hasher: options.hasher ?? DEFAULT_HASHER }];
  return declare({ docs, keys, shape, fallback: encodeFallback(shape, options.fallback) });
}

/** A map from two keys; entries that share the first lie together and can be listed or cleared as one. */
export function doubleMap<A, B, V>(
  docs: string,
  first: Shape<A>,
  second: Shape<B>,
  shape: Shape<V>,
  options: DoubleMapOptions & WithDefault<V>,
): StorageDeclaration<[A, B], V, V>;
export function doubleMap<A, B, V>(
  docs: string,
  first: Shape<A>,
  second: Shape<B>,
  shape: Shape<V>,
  options?: DoubleMapOptions,
): StorageDeclaration<[A, B], V, V | undefined>;
export function doubleMap<A, B, V>(
  docs: string,
  first: Shape<A>,
  second: Shape<B>,
  shape: Shape<V>,
  options: DoubleMapOptions & Partial<WithDefault<V>> = {},
): StorageDeclaration<[A, B], V, V | undefined> {
  const [firstHasher, secondHasher] = options.hashers ?? [DEFAULT_HASHER, DEFAULT_HASHER];
  const keys = [
    { shape: first, hasher: firstHasher },
    { shape: second, hasher: secondHasher },
  ];
  return declare({ docs, keys, shape, fallback: encodeFallback(shape, options.fallback) });
}

/** The shapes of a map's keys, as the values that they stand for. */
type KeysOf<S extends readonly Shape<unknown>[]> = { [I in keyof S]: Of<S[I]> };
export interface NMapOptions<S extends readonly unknown[]> {
  readonly hashers?: { readonly [I in keyof S]: HasherName };
}

/** A map from any number of keys; entries that share the first ones can be listed or cleared as one. */
export function nMap<const S extends readonly Shape<unknown>[], V>(
  docs: string,
  keys: S,
  shape: Shape<V>,
  options: NMapOptions<S> & WithDefault<V>,
): StorageDeclaration<KeysOf<S>, V, V>;
export function nMap<const S extends readonly Shape<unknown>[], V>(
  docs: string,
  keys: S,
  shape: Shape<V>,
  options?: NMapOptions<S>,
): StorageDeclaration<KeysOf<S>, V, V | undefined>;
export function nMap<const S extends readonly Shape<unknown>[], V>(
  docs: string,
  keys: S,
  shape: Shape<V>,
  options: NMapOptions<S> & Partial<WithDefault<V>> = {},
): StorageDeclaration<KeysOf<S>, V, V | undefined> {
  const parts = keys.map((key, index) => ({
    shape: key,
    hasher: options.hashers?.[index] ?? DEFAULT_HASHER,
  }));
  return declare({ docs, keys: parts, shape, fallback: encodeFallback(shape, options.fallback) });
}

/** A counted map that does not know its pallet and name yet. */
export interface CountedMapDeclaration<K extends readonly unknown[], V, Q>
  extends StorageDeclaration<K, V, Q> {
  bind(pallet: string, name: string): CountedMap<K, V, Q>;
}

/** A map from one key that knows how many entries it has (`count`). Every write reads whether the entry exists. */
export function countedMap<A, V>(
  docs: string,
  key: Shape<A>,
  shape: Shape<V>,
  options: MapOptions & WithDefault<V>,
): CountedMapDeclaration<[A], V, V>;
export function countedMap<A, V>(
  docs: string,
  key: Shape<A>,
  shape: Shape<V>,
  options?: MapOptions,
): CountedMapDeclaration<[A], V, V | undefined>;
export function countedMap<A, V>(
  docs: string,
  key: Shape<A>,
  shape: Shape<V>,
  options: MapOptions & Partial<WithDefault<V>> = {},
): CountedMapDeclaration<[A], V, V | undefined> {
  const keys = [{ shape: key, hasher: options.hasher ?? DEFAULT_HASHER }];
  const description = { docs, keys, shape, fallback: encodeFallback(shape, options.fallback) };
  return { bind: (pallet, name) => new CountedMap(pallet, name, description) };
}

function encodeFallback<V>(shape: Shape<V>, fallback: V | undefined): Uint8Array | undefined {
  return fallback === undefined ? undefined : shape.codec.enc(fallback);
}
