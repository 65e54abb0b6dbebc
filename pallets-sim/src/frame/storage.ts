import type { Shape } from '@plumbline/runtime-types/scale/shape';
import type { HasherName } from './hashers.ts';
import { type StorageDescription, StorageItem } from './storage-item.ts';

/** A storage item that does not know its pallet and name yet. */
export interface StorageDeclaration<K extends readonly unknown[], V, Q> {
  readonly description: StorageDescription;
  bind(pallet: string, name: string): StorageItem<K, V, Q>;
}

const DEFAULT_HASHER: HasherName = 'Blake2_128Concat';

function declare<K extends readonly unknown[], V, Q>(
  description: StorageDescription,
): StorageDeclaration<K, V, Q> {
  return { description, bind: (pallet, name) => new StorageItem<K, V, Q>(pallet, name, description) };
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

function encodeFallback<V>(shape: Shape<V>, fallback: V | undefined): Uint8Array | undefined {
  return fallback === undefined ? undefined : shape.codec.enc(fallback);
}
