import type { Shape } from '@plumbline/runtime-types/scale/shape';
import type { ApiPromise } from '@polkadot/api';
import { Option } from '@polkadot/types';
import type { Codec } from '@polkadot/types/types';
import { ChainError } from './errors.ts';

/** The chain's storage as it was after one block. */
export type StorageAt = Awaited<ReturnType<ApiPromise['at']>>;

/**
 * Names one storage item of the chain and the shape of its values. polkadot.js finds the key and decodes by the
 * chain's metadata; the shape turns that into plain domain values, so a chain that differs is found out here.
 */
export interface Item<T> {
  readonly pallet: string;
  readonly entry: string;
  readonly shape: Shape<T>;
}

type Entry = StorageAt['query'][string][string];

/** polkadot.js gives this to entries at a block as well, but its types do not say so. */
interface ManyKeys {
  multi(keys: readonly unknown[]): Promise<Codec[]>;
}

/** A storage entry by name; throws `WrongChain` when the chain has none. */
export function storageEntry(at: StorageAt, pallet: string, name: string): Entry {
  const entry = at.query[pallet]?.[name];
  if (entry === undefined) {
    const message = `the chain keeps no ${pallet}.${name}: this worker is for another version of the chain`;
    throw new ChainError('WrongChain', message, { pallet, entry: name });
  }
  return entry;
}

function decoded<T>(item: Item<T>, codec: Codec): T | undefined {
  const present = codec instanceof Option ? codec.unwrapOr(undefined) : codec;
  return present === undefined ? undefined : item.shape.codec.dec(present.toU8a());
}

/** The value under `keys`, or undefined when there is none. */
export async function readItem<T>(at: StorageAt, item: Item<T>, ...keys: unknown[]): Promise<T | undefined> {
  return decoded(item, await storageEntry(at, item.pallet, item.entry)(...keys));
}

/** The values under many keys, in one request. */
export async function readItems<T>(
  at: StorageAt,
  item: Item<T>,
  keys: readonly unknown[],
): Promise<(T | undefined)[]> {
  if (keys.length === 0) return [];
  const entry: Entry & Partial<ManyKeys> = storageEntry(at, item.pallet, item.entry);
  if (entry.multi === undefined) return Promise.all(keys.map((key) => readItem(at, item, ...[key].flat())));
  return (await entry.multi(keys)).map((codec) => decoded(item, codec));
}
