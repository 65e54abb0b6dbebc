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

/** The leaves of blobs of one length, one after the other in time: only leaves that changed are hashed. */
export class ChangedLeaves {
  readonly #leaves: Level;

  constructor(byteLength: number) {
    this.#leaves = new Uint8Array(Math.ceil(byteLength / LEAF_BYTES) * HASH_BYTES);
  }

  /**
   * The leaves of `bytes`, as a live view: the next call overwrites it.
   *
   * @param before the bytes of the call before, which are kept by who calls: a copy of them would be one more way
   *   through memory that training shares. Without them everything is hashed
   */
  update(bytes: Uint8Array, before?: Uint8Array): Level {
    const count = this.#leaves.length / HASH_BYTES;
    const [now, then] = [wordsOf(bytes), before && wordsOf(before)];
    const words = LEAF_BYTES / now.BYTES_PER_ELEMENT;
    const isSame = (index: number): boolean =>
      then?.length === now.length &&
      same(now, then, index * words, Math.min((index + 1) * words, now.length));
    for (let index = 0; index < count; ) {
      const first = index;
      while (index < count && !isSame(index)) index++;
      if (index > first) {
        const run = bytes.subarray(first * LEAF_BYTES, index * LEAF_BYTES);
        this.#leaves.set(leafLevel(run, LEAF_BYTES), first * HASH_BYTES);
      }
      // The one that ended the run is the same.
      index++;
    }
    return this.#leaves;
  }
}
