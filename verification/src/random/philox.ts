import { blake2b256, type Hash } from '../hash/blake2b.ts';

export type PhiloxKey = readonly [number, number];
export type PhiloxCounter = readonly [number, number, number, number];

/** High 32 bits of the product of two u32. */
function mulHigh(a: number, b: number): number {
  const aHigh = a >>> 16;
  const aLow = a & 0xffff;
  const bHigh = b >>> 16;
  const bLow = b & 0xffff;
  // Each partial sum stays below 2^53, so plain numbers are exact.
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = aLow * bHigh + (middle % 0x1_0000);
  return (aHigh * bHigh + Math.floor(middle / 0x1_0000) + Math.floor(carry / 0x1_0000)) >>> 0;
}

/**
 * Philox4x32-10 (J. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011): four random u32 as a
 * function of key and counter, with no state.
 */
export function philox4x32(key: PhiloxKey, counter: PhiloxCounter): [number, number, number, number] {
  let [k0, k1] = key;
  let [c0, c1, c2, c3] = counter;
  for (let round = 0; round < 10; round++) {
    const high0 = mulHigh(0xd251_1f53, c0);
    const low0 = Math.imul(0xd251_1f53, c0) >>> 0;
    const high1 = mulHigh(0xcd9e_8d57, c2);
    const low1 = Math.imul(0xcd9e_8d57, c2) >>> 0;
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0;
    k0 = (k0 + 0x9e37_79b9) >>> 0;
    k1 = (k1 + 0xbb67_ae85) >>> 0;
  }
  return [c0, c1, c2, c3];
}

/** What a stream of random numbers is for; each has its own key. */
export type RandomDomain = 'init' | 'order' | 'intervals' | 'uniform';

const DOMAINS: Readonly<Record<RandomDomain, Uint8Array>> = {
  init: new TextEncoder().encode('init'),
  order: new TextEncoder().encode('order'),
  intervals: new TextEncoder().encode('intervals'),
  uniform: new TextEncoder().encode('uniform'),
};

/** The key of a domain: the first 8 bytes of `H(seed ‖ domain ‖ suffix)` as two little-endian u32. */
export function philoxKey(
  seed: Hash,
  domain: RandomDomain,
  suffix: Uint8Array = new Uint8Array(0),
): PhiloxKey {
  const digest = blake2b256(seed, DOMAINS[domain], suffix);
  const view = new DataView(digest.buffer, digest.byteOffset);
  return [view.getUint32(0, true), view.getUint32(4, true)];
}
