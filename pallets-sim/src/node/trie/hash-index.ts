const SHARDS = 256;
const LEAST_SLOTS = 8;
const NO_SLOTS = new Uint32Array();

/**
 * Numbers above 0 by hashes, in flat memory: open addressing with linear probing. It is cut into shards by the first
 * byte of the hash, so that growing it is never much work at once.
 */
export class HashIndex {
  /** Of each slot, four more bytes of the hash, and the number; 0 when it is free. */
  readonly #shards = new Array<Uint32Array>(SHARDS).fill(NO_SLOTS);
  readonly #counts = new Uint32Array(SHARDS);
  readonly #isOf: (number: number, hash: Uint8Array) => boolean;

  /** @param isOf whether a number that was put in belongs to a hash */
  constructor(isOf: (number: number, hash: Uint8Array) => boolean) {
    this.#isOf = isOf;
  }

  /** 0 when there is none. */
  get(hash: Uint8Array): number {
    const shard = this.#shards[hash[0] as number] as Uint32Array;
    return shard.length === 0 ? 0 : (shard[this.#slot(shard, hash) + 1] as number);
  }

  /** Returns what was there before, 0 when nothing was. */
  set(hash: Uint8Array, number: number): number {
    const name = hash[0] as number;
    const count = this.#counts[name] as number;
    if (4 * (count + 1) > (this.#shards[name] as Uint32Array).length) this.#grow(name);
    const shard = this.#shards[name] as Uint32Array;
    const slot = this.#slot(shard, hash);
    const before = shard[slot + 1] as number;
    if (before === 0) this.#counts[name] = count + 1;
    shard[slot] = tagOf(hash);
    shard[slot + 1] = number;
    return before;
  }

  delete(hash: Uint8Array): void {
    const name = hash[0] as number;
    const shard = this.#shards[name] as Uint32Array;
    if (shard.length === 0) return;
    let free = this.#slot(shard, hash);
    if (shard[free + 1] === 0) return;
    this.#counts[name] = (this.#counts[name] as number) - 1;
    // What was put behind its own place because this one was taken moves up.
    for (let slot = next(shard, free); shard[slot + 1] !== 0; slot = next(shard, slot)) {
      const home = homeOf(shard, shard[slot] as number);
      const isBetween = free <= slot ? free < home && home <= slot : free < home || home <= slot;
      if (isBetween) continue;
      shard.copyWithin(free, slot, slot + 2);
      free = slot;
    }
    shard[free + 1] = 0;
  }

  /** Where a hash is, or would be. */
  #slot(shard: Uint32Array, hash: Uint8Array): number {
    const tag = tagOf(hash);
    for (let slot = homeOf(shard, tag); ; slot = next(shard, slot)) {
      const number = shard[slot + 1] as number;
      if (number === 0 || (shard[slot] === tag && this.#isOf(number, hash))) return slot;
    }
  }

  #grow(name: number): void {
    const before = this.#shards[name] as Uint32Array;
    const after = new Uint32Array(Math.max(2 * LEAST_SLOTS, 2 * before.length));
    for (let old = 0; old < before.length; old += 2) {
      const [tag = 0, number = 0] = before.subarray(old, old + 2);
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

function tagOf(hash: Uint8Array): number {
  const low = (hash[1] as number) | ((hash[2] as number) << 8) | ((hash[3] as number) << 16);
  return (low | ((hash[4] as number) << 24)) >>> 0;
}
