import { HashIndex } from './hash-index.ts';

/** Memory is taken in pieces of this size. They are never written over, so what was read of them stays true. */
const SEGMENT_BYTES = 1 << 20;
/** A place is 1 more than the index of a segment and, in so many bits, a multiple of the alignment within it. */
const OFFSET_BITS = 17;
const OFFSETS = (1 << OFFSET_BITS) - 1;
/** Longer ones are not kept. */
const LONGEST_BYTES = 1 << 14;
/** An entry: its hash, its length with the marks in the highest byte, its bytes; then the next multiple of this. */
const [HASH_BYTES, HEADER_BYTES, ALIGNMENT] = [32, 36, 8];
/** Set when an entry was asked for since it was put where it is. */
const USED = 0x80;
/** Set when an entry is not in the index any more: who looks through a segment need not ask that for each. */
const GONE = 0x40;
/** As long as there are no more segments than this, none is looked through for room. */
const FEW_SEGMENTS = 4;

/** Bytes from `start` up to `end` of larger ones, which are not to be changed. */
export interface Found {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

interface Segment {
  readonly bytes: Uint8Array;
  readonly index: number;
  /** Counts up. */
  readonly age: number;
  taken: number;
  /** How much of it is entries that were not forgotten. */
  live: number;
}

/**
 * Byte arrays by their hashes, up to a number of bytes: when there is no room, those go that nobody has asked for. They
 * lie one behind the other in a few large pieces of memory, so a million of them are no work for the garbage collector.
 * What is forgotten makes room when the rest of a piece is put together with that of others, so that no more than twice
 * the memory of what is there is held.
 */
export class PreimageCache {
  readonly #segmentBytes: number;
  readonly #mostSegments: number;
  readonly #index = new HashIndex((place, bytes, at) => this.#isAt(place, bytes, at));
  /** By index; undefined where a new one may be put. */
  readonly #segments: (Segment | undefined)[] = [];
  #current: Segment | undefined;
  #opened = 0;

  /** @param bytes how much it may keep; with 0 nothing is kept */
  constructor(bytes: number) {
    const quarter = Math.floor(bytes / 4 / ALIGNMENT) * ALIGNMENT;
    this.#segmentBytes = Math.min(SEGMENT_BYTES, quarter);
    this.#mostSegments = quarter === 0 ? 0 : Math.floor(bytes / this.#segmentBytes);
  }

  /** How much memory it holds, besides what it takes to find something. */
  get heldBytes(): number {
    return this.#held().length * this.#segmentBytes;
  }

  /** The bytes with this hash, if they are known. A view: not to be changed, and to be copied by who keeps it. */
  get(hash: Uint8Array): Uint8Array | undefined {
    const found = this.find(hash, 0);
    return found?.bytes.subarray(found.start, found.end);
  }

  /** As `get`, by a hash that begins at a place of some bytes: where its preimage lies. */
  find(hash: Uint8Array, hashAt: number): Found | undefined {
    const place = this.#index.get(hash, hashAt);
    if (place === 0) return undefined;
    const { bytes } = this.#segmentOf(place);
    const at = offsetOf(place);
    const start = at + HEADER_BYTES;
    if (bytes[start - 1] !== USED) bytes[start - 1] = USED;
    return { bytes, start, end: start + lengthAt(bytes, at) };
  }

  /** Keeps a copy. */
  keep(hash: Uint8Array, bytes: Uint8Array): void {
    // Half a segment is what there is room for when another one was looked through.
    if (bytes.length > LONGEST_BYTES || 2 * sizeOf(bytes.length) > this.#segmentBytes) return;
    const before = this.#append(hash, bytes);
    if (before !== 0) this.#release(before);
  }

  /** Nobody will ask for this any more. */
  forget(hash: Uint8Array): void {
    const place = this.#index.delete(hash);
    if (place !== 0) this.#release(place);
  }

  /** What lies here is not in the index any more. */
  #release(place: number): void {
    const segment = this.#segmentOf(place);
    const at = offsetOf(place);
    segment.live -= sizeOf(lengthAt(segment.bytes, at));
    segment.bytes[at + HEADER_BYTES - 1] = GONE;
    if (segment.live === 0 && segment !== this.#current) this.#segments[segment.index] = undefined;
  }

  /** Returns where it lay before, 0 when it did not. */
  #append(hash: Uint8Array, bytes: Uint8Array): number {
    const size = sizeOf(bytes.length);
    let segment = this.#current;
    if (!segment || segment.taken + size > this.#segmentBytes) segment = this.#open();
    const { taken: at } = segment;
    segment.bytes.set(hash, at);
    for (let i = 0; i < 3; i++) segment.bytes[at + HASH_BYTES + i] = bytes.length >>> (8 * i);
    segment.bytes.set(bytes, at + HEADER_BYTES);
    segment.taken += size;
    segment.live += size;
    return this.#index.set(hash, ((segment.index << OFFSET_BITS) | (at / ALIGNMENT)) + 1);
  }

  /** Begins a segment, with what is left of another one where that saves memory or there may be no more of them. */
  #open(): Segment {
    const held = this.#held();
    const live = held.reduce((sum, segment) => sum + segment.live, 0);
    const free = this.#segments.indexOf(undefined);
    const index = free === -1 ? this.#segments.length : free;
    const bytes = new Uint8Array(this.#segmentBytes);
    const segment = { bytes, index, age: this.#opened++, taken: 0, live: 0 };
    this.#segments[index] = segment;
    this.#current = segment;
    const isSparse = held.length > FEW_SEGMENTS && 2 * live < held.length * this.#segmentBytes;
    if (isSparse || held.length >= this.#mostSegments) this.#empty(held);
    return segment;
  }

  /** Drops one of the segments, and moves from it what is to stay: half a segment at most. */
  #empty(held: readonly Segment[]): void {
    const half = this.#segmentBytes / 2;
    const emptiest = held.reduce((least, segment) => (segment.live < least.live ? segment : least));
    const staysWhole = emptiest.live <= half;
    const victim = staysWhole ? emptiest : held.reduce((old, other) => (other.age < old.age ? other : old));
    const { bytes, taken } = victim;
    let moved = 0;
    for (let at = 0; at < taken; ) {
      const length = lengthAt(bytes, at);
      const size = sizeOf(length);
      const mark = bytes[at + HEADER_BYTES - 1] as number;
      if (mark !== GONE) {
        const hash = bytes.subarray(at, at + HASH_BYTES);
        if (staysWhole || (mark === USED && moved + size <= half)) {
          this.#append(hash, bytes.subarray(at + HEADER_BYTES, at + HEADER_BYTES + length));
          moved += size;
        } else this.#index.delete(hash);
      }
      at += size;
    }
    this.#segments[victim.index] = undefined;
  }

  #held(): Segment[] {
    return this.#segments.filter((segment) => segment !== undefined);
  }

  #segmentOf(place: number): Segment {
    return this.#segments[(place - 1) >>> OFFSET_BITS] as Segment;
  }

  #isAt(place: number, hash: Uint8Array, hashAt: number): boolean {
    const { bytes } = this.#segmentOf(place);
    const at = offsetOf(place);
    for (let i = 0; i < HASH_BYTES; i++) if (bytes[at + i] !== hash[hashAt + i]) return false;
    return true;
  }
}

function offsetOf(place: number): number {
  return ((place - 1) & OFFSETS) * ALIGNMENT;
}

function lengthAt(bytes: Uint8Array, at: number): number {
  const start = at + HASH_BYTES;
  const low = (bytes[start] as number) | ((bytes[start + 1] as number) << 8);
  return low | ((bytes[start + 2] as number) << 16);
}

function sizeOf(length: number): number {
  return Math.ceil((HEADER_BYTES + length) / ALIGNMENT) * ALIGNMENT;
}
