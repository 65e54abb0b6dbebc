import { toHex } from '@plumbline/runtime-types/scale/hex';
import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { equalBytes } from '../bytes.ts';
import type { Chain } from '../chain/chain.ts';
import { isObject } from '../chain-spec/lossless-json.ts';
import { blake2b256 } from '../hash.ts';
import { camelCase, type HumanForm, readHuman } from './human-value.ts';
import { type RuntimeMetadata, runtimeMetadata } from './runtime-metadata.ts';
import { storageItem } from './storage-items.ts';

type Item = NonNullable<RuntimeMetadata['pallets'][number]['storage']>['items'][number];

interface Named {
  readonly section: string;
  readonly method: string;
  readonly prefix: Uint8Array;
  readonly item: Item;
}

/** Bytes of the hash that stands before a key, of hashers that keep the key behind it. */
const HASH_BYTES: Readonly<Record<string, number>> = { Identity: 0, Twox64Concat: 8, Blake2128Concat: 16 };
const SUBSTRATE_PREFIX = 42;
const known = new WeakMap<RuntimeMetadata, readonly Named[]>();

/** Where a storage entry stands, as texts from the pallet down, and its value; null when there is none. */
export type HumanEntry = readonly [path: readonly string[], value: unknown];

/**
 * Shows entries of the state as Chopsticks does: `{ balances: { account: { 5Grw…: { free: '1,000' } } } }`. What the
 * metadata does not know stands under its key.
 */
export function humanStorage(chain: Chain): (key: Uint8Array, value: Uint8Array | undefined) => HumanEntry {
  const metadata = runtimeMetadata(chain);
  const items = itemsOf(metadata);
  const { properties } = chain.spec;
  const { ss58Format } = isObject(properties) ? properties : {};
  const ss58Prefix = typeof ss58Format === 'number' ? ss58Format : SUBSTRATE_PREFIX;
  const form: HumanForm = { lookup: metadata.lookup, ss58Prefix, commas: true };
  return (key, value) => {
    const wellKnown = wellKnownEntry(key, value);
    if (wellKnown) return wellKnown;
    const found = items.find(({ prefix }) => equalBytes(key.subarray(0, prefix.length), prefix));
    const raw: HumanEntry = [[toHex(key)], value === undefined ? null : toHex(value)];
    if (!found) return raw;
    const { section, method, item, prefix } = found;
    try {
      const keys = keysOf({ ...form, commas: false }, item, key.subarray(prefix.length));
      const type = item.type.tag === 'map' ? item.type.value.value : item.type.value;
      const shown = value === undefined ? null : readHuman(form, type, new ScaleReader(value));
      // Chopsticks shows the keys of maps with one and with two.
      return [[section, method, ...(keys.length <= 2 ? keys : [])], shown];
    } catch {
      return raw; // somebody has set it to what it cannot be
    }
  };
}

function itemsOf(metadata: RuntimeMetadata): readonly Named[] {
  const before = known.get(metadata);
  if (before) return before;
  const items = metadata.pallets.flatMap(({ name, storage }) =>
    (storage?.items ?? []).map((item) => ({
      section: camelCase(name),
      method: item.name.replace(/^./, (first) => first.toLowerCase()),
      prefix: storageItem(metadata, name, item.name).prefix,
      item,
    })),
  );
  known.set(metadata, items);
  return items;
}

function wellKnownEntry(key: Uint8Array, value: Uint8Array | undefined): HumanEntry | undefined {
  const name = new TextDecoder().decode(key);
  if (name === ':extrinsic_index') {
    return [['substrate', 'extrinsicIndex'], value ? new ScaleReader(value).u32().toString() : null];
  }
  if (name !== ':code') return undefined;
  const shown = value && `:code blake2_256 ${toHex(blake2b256(value))} (${value.length} bytes)`;
  return [['substrate', 'code'], shown ?? null];
}

function keysOf(form: HumanForm, item: Item, hashed: Uint8Array): string[] {
  if (item.type.tag !== 'map') return [];
  const { hashers, key } = item.type.value;
  const def = form.lookup[key]?.def;
  const types = hashers.length > 1 && def?.tag === 'tuple' ? def.value : [key];
  const input = new ScaleReader(hashed);
  return hashers.map(({ tag }, index) => {
    const bytes = HASH_BYTES[tag];
    if (bytes === undefined) throw new TypeError(`a key hashed with ${tag} is gone`);
    input.take(bytes);
    const shown = readHuman(form, types[index] ?? key, input);
    return typeof shown === 'string' ? shown : JSON.stringify(shown);
  });
}
