/**
 * Longer ones get memory of their own, so that one that is kept keeps little else alive. A branch of a state trie with
 * all its children has some 530 bytes, and a block makes hundreds of them.
 */
const MOST_SHARED = 640;

const SLAB_BYTES = 16_384;

let slab = new Uint8Array(SLAB_BYTES);
let used = 0;

/**
 * Zeros to be written to. Memory for a small byte array costs many times what it takes to fill it, so those of up to a
 * few hundred bytes are cut from larger pieces: their `buffer` is not theirs alone, and `byteOffset` is a multiple of 8.
 * The smallest too: an array with memory of its own is three objects of over 200 bytes, a part of a piece is one of 96.
 */
export function smallBytes(length: number): Uint8Array<ArrayBuffer> {
  if (length > MOST_SHARED) return new Uint8Array(length);
  if (used + length > SLAB_BYTES) {
    slab = new Uint8Array(SLAB_BYTES);
    used = 0;
  }
  const bytes = new Uint8Array(slab.buffer, used, length);
  used += (length + 7) & ~7;
  return bytes;
}
