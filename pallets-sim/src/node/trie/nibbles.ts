/** The half bytes of a key, high half first. */
export function toNibbles(key: Uint8Array): Uint8Array {
  const nibbles = new Uint8Array(key.length * 2);
  for (let i = 0; i < key.length; i++) {
    const byte = key[i] ?? 0;
    nibbles[2 * i] = byte >> 4;
    nibbles[2 * i + 1] = byte & 15;
  }
  return nibbles;
}

/** The key whose half bytes these are (keys are whole bytes, so their number is even). */
export function fromNibbles(nibbles: ArrayLike<number>): Uint8Array {
  const key = new Uint8Array(nibbles.length >> 1);
  for (let i = 0; i < key.length; i++) key[i] = ((nibbles[2 * i] ?? 0) << 4) | (nibbles[2 * i + 1] ?? 0);
  return key;
}

/** How many nibbles `partial` and `key` from `depth` on have in common. */
export function commonLength(partial: Uint8Array, key: Uint8Array, depth: number): number {
  const limit = Math.min(partial.length, key.length - depth);
  let length = 0;
  while (length < limit && partial[length] === key[depth + length]) length++;
  return length;
}

/** How many nibbles two keys have in common from nibble `depth` on. */
export function commonNibbles(a: Uint8Array, b: Uint8Array, depth: number): number {
  const limit = 2 * Math.min(a.length, b.length);
  let at = depth;
  while (at < limit && nibbleAt(a, at) === nibbleAt(b, at)) at++;
  return at - depth;
}

/** Half a byte; the high half of the first byte is nibble 0. */
export function nibbleAt(bytes: Uint8Array, index: number): number {
  const byte = bytes[index >> 1] as number;
  return index & 1 ? byte & 15 : byte >> 4;
}
