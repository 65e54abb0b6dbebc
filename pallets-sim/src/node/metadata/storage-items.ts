import { blake2AsU8a, xxhashAsU8a } from '@polkadot/util-crypto';
import { concatBytes } from '../bytes.ts';
import { NodeError } from '../errors.ts';
import { encodeValue, sameName } from './encode-value.ts';
import type { RuntimeMetadata } from './runtime-metadata.ts';

type Pallet = RuntimeMetadata['pallets'][number];
type Item = NonNullable<Pallet['storage']>['items'][number];

/** A storage item of a pallet. */
export interface StorageItem {
  /** `Pallet.Item`, for errors. */
  readonly path: string;
  /** What all its keys begin with. */
  readonly prefix: Uint8Array;
  readonly isMap: boolean;
  /** The key of an entry; `keys` is empty for an item that is no map. Throws `NodeError` `BadOption`. */
  key(keys: readonly unknown[]): Uint8Array;
  /** Throws `NodeError` `BadOption`. */
  encode(value: unknown): Uint8Array;
}

const HASHERS: Record<string, (bytes: Uint8Array) => Uint8Array> = {
  Identity: (bytes) => bytes,
  Twox64Concat: (bytes) => concatBytes(xxhashAsU8a(bytes, 64), bytes),
  Twox128: (bytes) => xxhashAsU8a(bytes, 128),
  Twox256: (bytes) => xxhashAsU8a(bytes, 256),
  Blake2128: (bytes) => blake2AsU8a(bytes, 128),
  Blake2128Concat: (bytes) => concatBytes(blake2AsU8a(bytes, 128), bytes),
  Blake2256: (bytes) => blake2AsU8a(bytes, 256),
};

/** Finds a pallet that stores something by its name, whatever its case. Throws `NodeError` `BadOption`. */
export function storagePallet(metadata: RuntimeMetadata, palletName: string) {
  const pallet = metadata.pallets.find((one) => sameName(one.name, palletName));
  const storage = pallet?.storage;
  if (!pallet || !storage) {
    const names = metadata.pallets.filter(({ storage }) => storage).map((one) => one.name);
    throw new NodeError(
      'BadOption',
      `there is no pallet "${palletName}" with storage: there are ${names.join(', ')}`,
    );
  }
  return { name: pallet.name, storage };
}

/** Finds a storage item by its pallet's name and its own, whatever their case. Throws `NodeError` `BadOption`. */
export function storageItem(metadata: RuntimeMetadata, palletName: string, name: string): StorageItem {
  const pallet = storagePallet(metadata, palletName);
  const item = pallet.storage.items.find((one) => sameName(one.name, name));
  if (!item) {
    const names = pallet.storage.items.map((one) => one.name);
    throw new NodeError('BadOption', `${pallet.name} stores no "${name}": it stores ${names.join(', ')}`);
  }
  const text = new TextEncoder();
  const path = `${pallet.name}.${item.name}`;
  const prefix = concatBytes(
    xxhashAsU8a(text.encode(pallet.storage.prefix), 128),
    xxhashAsU8a(text.encode(item.name), 128),
  );
  const { lookup } = metadata;
  return {
    path,
    prefix,
    isMap: item.type.tag === 'map',
    key: (keys) => concatBytes(prefix, ...hashedKeys(lookup, item, keys, path)),
    encode: (value) => {
      const type = item.type.tag === 'map' ? item.type.value.value : item.type.value;
      return encodeValue(lookup, type, value, path);
    },
  };
}

function hashedKeys(
  lookup: RuntimeMetadata['lookup'],
  item: Item,
  keys: readonly unknown[],
  path: string,
): Uint8Array[] {
  const hashers = item.type.tag === 'map' ? item.type.value.hashers : [];
  if (keys.length !== hashers.length) {
    throw new NodeError('BadOption', `${path} takes ${hashers.length} keys, not ${keys.length}`);
  }
  const type = item.type.tag === 'map' ? item.type.value.key : 0;
  const def = lookup[type]?.def;
  return hashers.map(({ tag }, i) => {
    const keyType = hashers.length > 1 && def?.tag === 'tuple' ? (def.value[i] ?? type) : type;
    const hash = HASHERS[tag];
    if (!hash)
      throw new NodeError('RuntimeFailed', `${path} hashes its keys with ${tag}, which is not known`);
    return hash(encodeValue(lookup, keyType, keys[i], `${path} key ${i + 1}`));
  });
}
