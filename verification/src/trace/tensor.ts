import { CANONICAL_NAN, isNan } from '../f32/bits.ts';
import type { Hash } from '../hash/blake2b.ts';
import { blobRoot } from '../merkle/blob.ts';

/** Makes every NaN of a tensor the canonical one, in place, as tensors are before they are hashed or sent. */
export function canonicalise(values: Float32Array): Float32Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  for (let i = 0; i < bits.length; i++) {
    if (isNan(bits[i] as number)) bits[i] = CANONICAL_NAN;
  }
  return values;
}

/**
 * Whether every NaN among these f32 values, little-endian, is the canonical one, as in all tensors and registers. A
 * state served by others that fails this is nobody's right state: recompute it and deny the interval that ends in it,
 * because whoever goes on from it with canonical NaNs no longer agrees with its root.
 */
export function isCanonical(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; at += 4) {
    const bits = view.getUint32(at, true);
    if (isNan(bits) && bits !== CANONICAL_NAN) return false;
  }
  return true;
}

/** The bytes of a tensor: f32 little-endian, row-major, NaN canonical. A copy. */
export function tensorBytes(values: Float32Array): Uint8Array {
  return new Uint8Array(canonicalise(values.slice()).buffer);
}

/** The blob root of a tensor. */
export function tensorRoot(values: Float32Array): Hash {
  return blobRoot(tensorBytes(values));
}

/** The values of a tensor, read in place where its bytes lie aligned. */
export function tensorValues(bytes: Uint8Array): Float32Array {
  const { buffer, byteOffset, byteLength } = bytes;
  const isAligned = byteOffset % Float32Array.BYTES_PER_ELEMENT === 0;
  return isAligned
    ? new Float32Array(buffer, byteOffset, byteLength / Float32Array.BYTES_PER_ELEMENT)
    : new Float32Array(bytes.slice().buffer);
}
