const SHARDS = 256;
const LEAST_SLOTS = 8;
const NO_SLOTS = new Uint32Array();

/** Whether a number belongs to the hash that begins at a place of some bytes. */
type IsOf = (number: number, bytes: Uint8Array, at: number) => boolean;

/**
 * Numbers above 0 by hashes, in flat memory: open addressing with linear probing. It is cut into shards by the first
 * byte of the hash, so that growing it is never much work at once. Hashes are read where they lie, from `at` on.
 */
export class HashIndex {
  /** Of each slot, four more bytes of the hash, and the number; 0 when it is free. */
  readonly #shards = new Array<Uint32Array>(SHARDS).fill(NO_SLOTS);
  readonly #counts = new Uint32Array(SHARDS);
  readonly #isOf: IsOf;

  /** @param isOf whether a number that was put in belongs to a hash */
  constructor(isOf: IsOf) {
    this.#isOf = isOf;
  }

  /** 0 when there is none. */
  get(bytes: Uint8Array, at = 0): number {
    const shard = this.#shards[bytes[at] as number] as Uint32Array;
    return shard.length === 0 ? 0 : (shard[this.#slot(shard, bytes, at) + 1] as number);
  }

  /** Returns what was there before, 0 when nothing was. */
  set(bytes: Uint8Array, number: number, at = 0): number {
    const name = bytes[at] as number;
    const count = this.#counts[name] as number;
    if (8 * (count + 1) > 3 * (this.#shards[name] as Uint32Array).length) this.#grow(name);
    const shard = this.#shards[name] as Uint32Array;
    const slot = this.#slot(shard, bytes, at);
    const before = shard[slot + 1] as number;
    if (before === 0) this.#counts[name] = count + 1;
    shard[slot] = tagOf(bytes, at);
    shard[slot + 1] = number;
    return before;
  }

  /** Returns what was there, 0 when nothing was. */
  delete(bytes: Uint8Array, at = 0): number {
    const name = bytes[at] as number;
    const shard = this.#shards[name] as Uint32Array;
    if (shard.length === 0) return 0;
    let free = this.#slot(shard, bytes, at);
    const number = shard[free + 1] as number;
    if (number === 0) return 0;
    this.#counts[name] = (this.#counts[name] as number) - 1;
    // What was put behind its own place because this one was taken moves up.
    for (let slot = next(shard, free); shard[slot + 1] !== 0; slot = next(shard, slot)) {
      const home = homeOf(shard, shard[slot] as number);
      const isBetween = free <= slot ? free < home && home <= slot : free < home || home <= slot;
      if (isBetween) continue;
      shard[free] = shard[slot] as number;
      shard[free + 1] = shard[slot + 1] as number;
      free = slot;
    }
    shard[free + 1] = 0;
    return number;
  }

  /** Where a hash is, or would be. */
  #slot(shard: Uint32Array, bytes: Uint8Array, at: number): number {
    const tag = tagOf(bytes, at);
    for (let slot = homeOf(shard, tag); ; slot = next(shard, slot)) {
      const number = shard[slot + 1] as number;
      if (number === 0 || (shard[slot] === tag && this.#isOf(number, bytes, at))) return slot;
    }
  }

  #grow(name: number): void {
    const before = this.#shards[name] as Uint32Array;
    const after = new Uint32Array(Math.max(2 * LEAST_SLOTS, 2 * before.length));
    for (let old = 0; old < before.length; old += 2) {
      const tag = before[old] as number;
      const number = before[old + 1] as number;
      if (number === 0) continue;
      let slot = homeOf(after, tag);
      while (after[slot + 1] !== 0) slot = next(after, slot);
      after[slot] = tag;
      after[slot + 1] = number;
    }
    this.#shards[name] = after;
  }
}

function homeOf(shard: Uint32Array, tag: number): number {
  return (2 * tag) & (shard.length - 1);
}

function next(shard: Uint32Array, slot: number): number {
  return (slot + 2) & (shard.length - 1);
}

function tagOf(bytes: Uint8Array, at: number): number {
  const low =
    (bytes[at + 1] as number) | ((bytes[at + 2] as number) << 8) | ((bytes[at + 3] as number) << 16);
  return (low | ((bytes[at + 4] as number) << 24)) >>> 0;
}
