import type { Shape } from '@plumbline/runtime-types/scale/shape';
import type { ApiPromise } from '@polkadot/api';
import { Option } from '@polkadot/types';
import type { Codec } from '@polkadot/types/types';
import { ChainError } from './errors.ts';

/** The chain's storage as it was after one block. */
export type StorageAt = Awaited<ReturnType<ApiPromise['at']>>;

type Query = StorageAt['query'];

/** A storage entry, whatever its keys. */
type Entry = ((...keys: never[]) => unknown) & { readonly key: unknown };

/**
 * Names one storage item of the chain and the shape of its values. polkadot.js finds the key and decodes by the
 * chain's metadata; the shape turns that into plain domain values, so a chain that differs is found out here.
 */
export interface Item<T> {
  readonly entry: (query: Query) => Entry;
  readonly shape: Shape<T>;
}

/** What is used of an entry; polkadot.js has `multi` at a block as well, but its types do not say so. */
interface Reading {
  (...keys: unknown[]): Promise<Codec>;
  readonly multi?: (keys: readonly unknown[]) => Promise<Codec[]>;
}

function reading<T>(at: StorageAt, item: Item<T>): Reading {
  const entry: unknown = item.entry(at.query);
  if (typeof entry === 'function') return entry as Reading;
  const message = `the chain lacks storage that this worker reads (${item.entry.toString()}): it is of another version`;
  throw new ChainError('WrongChain', message);
}

function decoded<T>(item: Item<T>, codec: Codec): T | undefined {
  const present = codec instanceof Option ? codec.unwrapOr(undefined) : codec;
  return present === undefined ? undefined : item.shape.codec.dec(present.toU8a());
}

/** The value under `keys`, or undefined when there is none. */
export async function readItem<T>(at: StorageAt, item: Item<T>, ...keys: unknown[]): Promise<T | undefined> {
  return decoded(item, await reading(at, item)(...keys));
}

/** Keys of one request: an answer about all tasks that ever were must not outgrow a frame. */
const KEYS_AT_ONCE = 256;

/** The values under many keys, in few requests. */
export async function readItems<T>(
  at: StorageAt,
  item: Item<T>,
  keys: readonly unknown[],
): Promise<(T | undefined)[]> {
  if (keys.length === 0) return [];
  const entry = reading(at, item);
  if (entry.multi === undefined) return Promise.all(keys.map((key) => readItem(at, item, ...[key].flat())));
  const values: (T | undefined)[] = [];
  for (let first = 0; first < keys.length; first += KEYS_AT_ONCE) {
    const codecs = await entry.multi(keys.slice(first, first + KEYS_AT_ONCE));
    for (const codec of codecs) values.push(decoded(item, codec));
  }
  return values;
}
