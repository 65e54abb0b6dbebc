import { smallBytes } from '@plumbline/runtime-types/scale/small-bytes';

/** A compact, one-to-one string of the bytes, for use as a Map key. */
export function mapKey(bytes: Uint8Array): string {
  return Buffer.prototype.latin1Slice.call(bytes);
}

const names = new WeakMap<Uint8Array, string>();

/** `mapKey` of an array that never changes and is asked for again and again: made once. */
export function nameOf(bytes: Uint8Array): string {
  const known = names.get(bytes);
  if (known !== undefined) return known;
  const name = mapKey(bytes);
  names.set(bytes, name);
  return name;
}

/** The bytes behind a `mapKey`. */
export function fromMapKey(key: string): Uint8Array {
  const bytes = smallBytes(key.length);
  Buffer.prototype.latin1Write.call(bytes, key, 0);
  return bytes;
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = smallBytes(length);
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}

/** Lexicographic order, the order of keys in a state trie. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  return Buffer.compare(a, b);
}

export function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return bytes.length >= prefix.length && equalBytes(bytes.subarray(0, prefix.length), prefix);
}

/** `u32`, big endian: numbers whose order as database keys is their own. */
export function u32BigEndian(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
