import { ScaleWriter } from '@plumbline/runtime-types/scale/writer';
import { concatBytes } from './bytes.ts';

/** SCALE compact encoding of a `u32`. */
export function compact(value: number): Uint8Array {
  if (value >= 0 && value < 0x40) return Uint8Array.of(value << 2);
  if (value >= 0 && value < 0x4000) return Uint8Array.of(((value << 2) & 0xff) | 1, value >> 6);
  const output = new ScaleWriter(5);
  output.compactNumber(value);
  return output.finish();
}

/** The bytes with their length in front (`Vec<u8>`). */
export function withLength(bytes: Uint8Array): Uint8Array {
  return concatBytes(compact(bytes.length), bytes);
}

/** A `Vec<T>` of items that are already encoded. */
export function vecOf(items: readonly Uint8Array[]): Uint8Array {
  return concatBytes(compact(items.length), ...items);
}

/** `u32`, little endian. */
export function u32Bytes(value: number): Uint8Array {
  const output = new ScaleWriter(4);
  output.u32(value);
  return output.finish();
}

/** `u64`, little endian. */
export function u64Bytes(value: bigint): Uint8Array {
  const output = new ScaleWriter(8);
  output.u64(value);
  return output.finish();
}
