import { Identity, Twox64Concat, Twox128 } from '@polkadot-api/substrate-bindings';
import { createBLAKE2b } from 'hash-wasm';
import { concat } from './bytes.ts';

/** How a map's key becomes part of a storage key. All three keep the key readable, so maps can be iterated. */
export type HasherName = 'Blake2_128Concat' | 'Twox64Concat' | 'Identity';

interface Hasher {
  readonly hash: (key: Uint8Array) => Uint8Array;
  /** How many bytes of hash stand before the key itself. */
  readonly prefixBytes: number;
  /** The name in metadata codecs. */
  readonly tag: 'Blake2128Concat' | 'Twox64Concat' | 'Identity';
}

const blake2b128 = await createBLAKE2b(128);

const blake2Concat = (key: Uint8Array): Uint8Array =>
  concat([blake2b128.init().update(key).digest('binary'), key]);

export const HASHERS: Readonly<Record<HasherName, Hasher>> = {
  Blake2_128Concat: { hash: blake2Concat, prefixBytes: 16, tag: 'Blake2128Concat' },
  Twox64Concat: { hash: Twox64Concat, prefixBytes: 8, tag: 'Twox64Concat' },
  Identity: { hash: Identity, prefixBytes: 0, tag: 'Identity' },
};

const text = new TextEncoder();

/** `twox128(pallet)`: what every key of a pallet's storage starts with. */
export const palletPrefix = (pallet: string): Uint8Array => Twox128(text.encode(pallet));

/** `twox128(pallet) ‖ twox128(item)`: what every key of a storage item starts with. */
export function storagePrefix(pallet: string, item: string): Uint8Array {
  return concat([palletPrefix(pallet), Twox128(text.encode(item))]);
}
