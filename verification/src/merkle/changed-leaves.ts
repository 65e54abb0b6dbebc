import { HASH_BYTES } from '../hash/blake2b.ts';
import { LEAF_BYTES } from './blob.ts';
import { type Level, leafLevel } from './level.ts';

type Words = Int32Array | Uint8Array;

/** The same bytes four at a time where they lie so: comparing is then a tenth of hashing. */
function wordsOf(bytes: Uint8Array): Words {
  const aligned = bytes.byteOffset % 4 === 0 && bytes.length % 4 === 0;
  return aligned ? new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4) : bytes;
}

function same(a: Words, b: Words, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * The leaves of blobs of one length, one after the other in time: only leaves that changed are hashed. Keeps a copy of
 * the last blob.
 */
export class ChangedLeaves {
  readonly #bytes: Uint8Array;
  readonly #leaves: Level;
  #known = false;

  constructor(byteLength: number) {
    this.#bytes = new Uint8Array(byteLength);
    this.#leaves = new Uint8Array(Math.ceil(byteLength / LEAF_BYTES) * HASH_BYTES);
  }

  /** The leaves of `bytes`, as a live view: the next call overwrites it. */
  update(bytes: Uint8Array): Level {
    const count = this.#leaves.length / HASH_BYTES;
    const [now, before] = [wordsOf(bytes), wordsOf(this.#bytes)];
    const comparable = this.#known && now.length === before.length;
    const words = LEAF_BYTES / now.BYTES_PER_ELEMENT;
    const isSame = (index: number): boolean =>
      comparable && same(now, before, index * words, Math.min((index + 1) * words, now.length));
    for (let index = 0; index < count; ) {
      const first = index;
      while (index < count && !isSame(index)) index++;
      if (index > first) {
        const run = bytes.subarray(first * LEAF_BYTES, index * LEAF_BYTES);
        this.#leaves.set(leafLevel(run, LEAF_BYTES), first * HASH_BYTES);
        this.#bytes.set(run, first * LEAF_BYTES);
      }
      // The one that ended the run is the same.
      index++;
    }
    this.#known = true;
    return this.#leaves;
  }
}
