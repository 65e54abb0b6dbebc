import { crc32 } from 'node:zlib';
import { concatBytes, equalBytes, u32BigEndian } from '../bytes.ts';

/** What kinds of records there are, by the first byte of the key. */
export const KIND = {
  /** One record, `layout`: what the others look like. */
  layout: 0x6d,
  meta: 0x6d,
  /** Number → hash of the block of the chain with this number. */
  canonical: 0x62,
  header: 0x68,
  body: 0x78,
  /** State trie nodes and long values. */
  preimage: 0x74,
  /** How often states hold a preimage, when that is not once. */
  count: 0x63,
  /** What a block's state has that its parent's has not, and the other way round. */
  journal: 0x6a,
  /** Number → hashes of all stored blocks with this number. */
  level: 0x6c,
} as const;
export type Kind = keyof typeof KIND;

/** These show by themselves whether they are whole, mostly by lying under their hash; all others end with a checksum. */
const WITHOUT_CHECKSUM: readonly Kind[] = ['layout', 'header', 'preimage'];
const CHECKSUM_BYTES = 4;

/** A record as the database has it. */
export interface StoredRecord {
  readonly key: Uint8Array;
  readonly stored: Uint8Array;
}

/** The name of a record of the kind `meta` or `layout`. */
export function metaName(name: string): Uint8Array {
  return new TextEncoder().encode(name);
}

/** The key of a record. */
export function keyOf(kind: Kind, name: Uint8Array): Uint8Array {
  const key = new Uint8Array(1 + name.length);
  key[0] = KIND[kind];
  key.set(name, 1);
  return key;
}

function checksum(key: Uint8Array, value: Uint8Array): Uint8Array {
  return u32BigEndian(crc32(value, crc32(key)));
}

/** A value as a record. */
export function recordOf(kind: Kind, name: Uint8Array, value: Uint8Array): StoredRecord {
  const key = keyOf(kind, name);
  const isBare = WITHOUT_CHECKSUM.includes(kind);
  return { key, stored: isBare ? value : concatBytes(value, checksum(key, value)) };
}

/** What a record holds, undefined when it is not whole. */
export function valueIn(kind: Kind, { key, stored }: StoredRecord): Uint8Array | undefined {
  if (WITHOUT_CHECKSUM.includes(kind)) return stored;
  const end = stored.length - CHECKSUM_BYTES;
  const value = stored.subarray(0, Math.max(0, end));
  return end >= 0 && equalBytes(checksum(key, value), stored.subarray(end)) ? value : undefined;
}
