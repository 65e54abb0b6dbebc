import { blake2b256, type Hash } from '../hash/blake2b.ts';
import { leafCount } from '../merkle/blob.ts';
import { type PhiloxKey, philox4x32 } from '../random/philox.ts';

const DOMAIN = new TextEncoder().encode('plumbline/alteration');

/** Elements of the leaf that are altered, if it has so many. */
export const ALTERED_ELEMENTS = 8;
/** Places among which a Solver may choose, so that it need not alter what nothing has moved. */
export const CANDIDATES = 16;

/** Bits at the low end of a mantissa that an alteration touches: the value changes by less than a 2048th. */
const MASKS = 2 ** 12 - 1;
const EXPONENT = 0x7f80_0000;
/** 2^-12, where a value is not normal and has no low bits to alter. */
const SMALL = 0x3980_0000;

/** What the pattern of an attempt derives from: the Solver's secret, and randomness later than the commitment to it. */
export function alterationKey(secret: Hash, salt: Hash): PhiloxKey {
  const digest = blake2b256(DOMAIN, secret, salt);
  const view = new DataView(digest.buffer, digest.byteOffset);
  return [view.getUint32(0, true), view.getUint32(4, true)];
}

/** One of the places where a checkpoint may be altered. */
export interface Place {
  readonly checkpoint: number;
  /** Below `CANDIDATES`. */
  readonly candidate: number;
}

/** The tensor that is altered, of so many. */
export function alteredTensor(key: PhiloxKey, place: Place, tensors: number): number {
  return draw(key, place, 0)[0] % tensors;
}

/** The leaf of that tensor that is altered. */
export function alteredLeaf(key: PhiloxKey, place: Place, tensorBytes: number): number {
  return draw(key, place, 0)[1] % leafCount(tensorBytes);
}

/**
 * The leaf with the low mantissa bits of a few elements changed: the first normal ones from a drawn element on, going
 * round. In a leaf without normal values elements become small ones. A copy that differs from the leaf in each of these
 * elements, holds no NaN that the leaf does not, and looks like any other to whoever has not replayed.
 *
 * @param leaf f32 values, little-endian; not empty
 */
export function alterLeaf(key: PhiloxKey, place: Place, leaf: Uint8Array): Uint8Array {
  const altered = leaf.slice();
  const view = new DataView(altered.buffer);
  for (const [index, element] of alteredElements(key, place, leaf).entries()) {
    const bits = view.getUint32(4 * element, true);
    const word = draw(key, place, 1 + Math.floor(index / 4))[index % 4] as number;
    const mask = 1 + (word % MASKS);
    const changed = isNormal(bits) ? bits ^ mask : (bits & 0x8000_0000) | SMALL | (mask << 11);
    view.setUint32(4 * element, changed >>> 0, true);
  }
  return altered;
}

/** The elements of the leaf that are altered. */
export function alteredElements(key: PhiloxKey, place: Place, leaf: Uint8Array): number[] {
  const count = leaf.length / 4;
  const first = draw(key, place, 0)[2] % count;
  const round = Array.from({ length: count }, (_, i) => (first + i) % count);
  const normal = round.filter((element) => isNormal(bitsAt(leaf, element)));
  return (normal.length > 0 ? normal : round).slice(0, ALTERED_ELEMENTS);
}

/** Whether the leaf has a value whose low bits can be altered. */
export function hasNormal(leaf: Uint8Array): boolean {
  const view = new DataView(leaf.buffer, leaf.byteOffset, leaf.byteLength);
  for (let at = 0; at + 4 <= leaf.length; at += 4) {
    if (isNormal(view.getUint32(at, true))) return true;
  }
  return false;
}

function bitsAt(leaf: Uint8Array, element: number): number {
  return new DataView(leaf.buffer, leaf.byteOffset, leaf.byteLength).getUint32(4 * element, true);
}

function isNormal(bits: number): boolean {
  const exponent = bits & EXPONENT;
  return exponent !== 0 && exponent !== EXPONENT;
}

function draw(
  key: PhiloxKey,
  { checkpoint, candidate }: Place,
  block: number,
): [number, number, number, number] {
  return philox4x32(key, [checkpoint, candidate, block, 0]);
}
