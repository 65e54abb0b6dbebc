import type { Of, Shape } from '@plumbline/runtime-types/scale/shape';
import { CountedMap } from './counted-map.ts';
import type { HasherName } from './hashers.ts';
import { type StorageDescription, StorageItem } from './storage-item.ts';

/** A storage item that does not know its pallet and name yet. */
export interface StorageDeclaration<K extends readonly unknown[], V, Q> {
  bind(pallet: string, name: string): StorageItem<K, V, Q>;
}

/** A counted map that does not know its pallet and name yet. */
export interface CountedMapDeclaration<K extends readonly unknown[], V, Q>
  extends StorageDeclaration<K, V, Q> {
  bind(pallet: string, name: string): CountedMap<K, V, Q>;
}

/**
 * `fallback`: what a missing entry reads as. `hasher`: Blake2_128Concat unless said otherwise; keys that nobody can
 * choose may be Twox64Concat or Identity.
 */
export interface MapOptions<V> {
  readonly hasher?: HasherName;
  readonly fallback?: V;
}

/** As `MapOptions`, with a hasher for each key. */
export interface NMapOptions<S extends readonly unknown[], V> {
  readonly hashers?: { readonly [I in keyof S]: HasherName };
  readonly fallback?: V;
}

type NoOptions = Record<never, never>;
/** What a read gives: always a value where there is a fallback. */
type Read<V, O> = O extends { readonly fallback: unknown } ? V : V | undefined;
/** The shapes of a map's keys, as the values that they stand for. */
type KeysOf<S extends readonly Shape<unknown>[]> = { [I in keyof S]: Of<S[I]> };

/** A single value; with `fallback` it always reads as something. */
export function value<V>(docs: string, shape: Shape<V>): StorageDeclaration<[], V, V | undefined>;
export function value<V>(docs: string, shape: Shape<V>, fallback: V): StorageDeclaration<[], V, V>;
export function value<V>(
  docs: string,
  shape: Shape<V>,
  fallback?: V,
): StorageDeclaration<[], V, V | undefined> {
  return plain(describe(docs, [], shape, { fallback }));
}

/** A map from one key. */
export function map<A, V, O extends MapOptions<V> = NoOptions>(
  docs: string,
  key: Shape<A>,
  shape: Shape<V>,
  options?: O,
): StorageDeclaration<[A], V, Read<V, O>> {
  return plain(describe(docs, [key], shape, single(options)));
}

/** A map from one key that knows how many entries it has (`count`). Every write reads whether the entry exists. */
export function countedMap<A, V, O extends MapOptions<V> = NoOptions>(
  docs: string,
  key: Shape<A>,
  shape: Shape<V>,
  options?: O,
): CountedMapDeclaration<[A], V, Read<V, O>> {
  const description = describe(docs, [key], shape, single(options));
  return { bind: (pallet, name) => new CountedMap(pallet, name, description) };
}

/** A map from two keys; entries that share the first lie together and can be listed or cleared as one. */
export function doubleMap<A, B, V, O extends NMapOptions<[A, B], V> = NoOptions>(
  docs: string,
  first: Shape<A>,
  second: Shape<B>,
  shape: Shape<V>,
  options?: O,
): StorageDeclaration<[A, B], V, Read<V, O>> {
  return plain(describe(docs, [first, second], shape, options));
}

/** A map from any number of keys; entries that share the first ones can be listed or cleared as one. */
export function nMap<const S extends readonly Shape<unknown>[], V, O extends NMapOptions<S, V> = NoOptions>(
  docs: string,
  keys: S,
  shape: Shape<V>,
  options?: O,
): StorageDeclaration<KeysOf<S>, V, Read<V, O>> {
  return plain(describe(docs, keys, shape, options));
}

function plain<K extends readonly unknown[], V, Q>(
  description: StorageDescription,
): StorageDeclaration<K, V, Q> {
  return { bind: (pallet, name) => new StorageItem<K, V, Q>(pallet, name, description) };
}

interface DescribeOptions<V> {
  readonly hashers?: readonly (HasherName | undefined)[] | undefined;
  readonly fallback?: V | undefined;
}

function single<V>(options: MapOptions<V> | undefined): DescribeOptions<V> {
  return { hashers: [options?.hasher], fallback: options?.fallback };
}

function describe<V>(
  docs: string,
  keys: readonly Shape<unknown>[],
  shape: Shape<V>,
  { hashers, fallback }: DescribeOptions<V> = {},
): StorageDescription {
  return {
    docs,
    keys: keys.map((key, index) => ({ shape: key, hasher: hashers?.[index] ?? 'Blake2_128Concat' })),
    shape,
    fallback: fallback === undefined ? undefined : shape.codec.enc(fallback),
  };
}
