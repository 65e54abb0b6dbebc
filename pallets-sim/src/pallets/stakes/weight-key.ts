import { fromHex } from '@plumbline/runtime-types/scale/hex';
import { blake2b256 } from '@plumbline/verification/hash/blake2b';

/** The class of a price limit that leaves nobody out. */
export const EVERY_PRICE = 255;

/**
 * Prices in 256 classes that keep their order: four to each power of two, so that prices of one class differ by less
 * than a quarter. 0 is in the class of 1.
 */
export function priceClassOf(price: bigint): number {
  if (price === 0n) return 0;
  const exponent = price.toString(2).length - 1;
  const quarter = exponent >= 2 ? (price >> BigInt(exponent - 2)) & 3n : (price << BigInt(2 - exponent)) & 3n;
  return 4 * exponent + Number(quarter);
}

/**
 * Where an account stands in the tree of weights, in nibbles: first its price class, so that all who ask at most so
 * much come before those who ask more; then the hash of the account, so that nobody's place follows from when it came.
 */
export function weightKey(account: string, priceClass: number): Uint8Array {
  const hash = blake2b256(fromHex(account));
  const key = new Uint8Array(2 + 2 * hash.length);
  key[0] = priceClass >> 4;
  key[1] = priceClass & 15;
  for (const [index, byte] of hash.entries()) {
    key[2 + 2 * index] = byte >> 4;
    key[3 + 2 * index] = byte & 15;
  }
  return key;
}
