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
