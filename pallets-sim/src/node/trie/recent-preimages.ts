import type { Found } from './preimage-cache.ts';

const SLOT_BITS = 13;
const SLOTS = 1 << SLOT_BITS;
const HASH_BYTES = 32;
/** Copies are made in pieces of memory of this size, which are never written over. */
const PIECE_BYTES = 1 << 21;

/**
 * Copies of what was read lately, by hash, all in a few megabytes: of a large state the originals lie anywhere in
 * hundreds of them, where each costs several times as long to reach, and what a transaction was seen to need when it
 * came in its block needs again. Bounded: one copy takes the place of another, and all go when their memory is full.
 */
export class RecentPreimages {
  /** Of each slot, where the copy begins and where it ends; its hash lies before it. */
  readonly #slots = new Uint32Array(2 * SLOTS);
  #piece: Uint8Array | undefined;
  #used = 0;

  /** What has the hash that begins at a place of some bytes, if it was read lately. A view: not to be changed. */
  find(hash: Uint8Array, at: number): Found | undefined {
    const slot = slotOf(hash, at);
    const start = this.#slots[slot] as number;
    const bytes = this.#piece;
    if (start === 0 || !bytes) return undefined;
    const own = start - HASH_BYTES;
    for (let i = 0; i < HASH_BYTES; i++) if (bytes[own + i] !== hash[at + i]) return undefined;
    return { bytes, start, end: this.#slots[slot + 1] as number };
  }

  /** Copies what has the hash that begins at a place of some bytes, and returns the copy. */
  keep(hash: Uint8Array, at: number, { bytes, start, end }: Found): Found {
    const size = end - start;
    let piece = this.#piece;
    if (!piece || this.#used + HASH_BYTES + size > PIECE_BYTES) {
      piece = this.#piece = new Uint8Array(PIECE_BYTES);
      this.#slots.fill(0);
      this.#used = 0;
    }
    piece.set(hash.subarray(at, at + HASH_BYTES), this.#used);
    const own = this.#used + HASH_BYTES;
    piece.set(bytes.subarray(start, end), own);
    const slot = slotOf(hash, at);
    this.#slots[slot] = own;
    this.#slots[slot + 1] = own + size;
    this.#used = own + size;
    return { bytes: piece, start: own, end: own + size };
  }
}

function slotOf(hash: Uint8Array, at: number): number {
  const low = (hash[at] as number) | ((hash[at + 1] as number) << 8);
  return 2 * (low & (SLOTS - 1));
}
