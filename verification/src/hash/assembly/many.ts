// BLAKE2b-256 of many messages of one length, two side by side: the lanes of a vector belong to two messages, so no
// word ever crosses from one lane to the other. RFC 7693; the names of its section 3.2 are used here.

import { rounds } from './rounds';

/** Bytes of a block. */
const BLOCK: usize = 128;

// What lies at the beginning of the memory: 8 vectors of chain values, 16 of a block's words, one block's bytes of
// each of the two messages.
const CHAIN: usize = 64;
const WORDS: usize = CHAIN + 8 * 16;
const LAST: usize = WORDS + 16 * 16;

/** Where messages may begin: the byte before the first is read too. */
export const START: usize = 1024;

@inline
function setChain(index: i32, value: u64): void {
  v128.store(CHAIN + (<usize>index << 4), i64x2.splat(value));
}

/** 32 bytes of digest, no key; fanout and depth 1. */
@inline
function startChain(): void {
  setChain(0, 0x6a09e667f3bcc908 ^ 0x01010020);
  setChain(1, 0xbb67ae8584caa73b);
  setChain(2, 0x3c6ef372fe94f82b);
  setChain(3, 0xa54ff53a5f1d36f1);
  setChain(4, 0x510e527fade682d1);
  setChain(5, 0x9b05688c2b3e6c1f);
  setChain(6, 0x1f83d9abfb41bd6b);
  setChain(7, 0x5be0cd19137e2179);
}

/** The words of two blocks, side by side. */
@inline
function loadWords(a: usize, b: usize): void {
  for (let i: usize = 0; i < BLOCK; i += 16) {
    const x = v128.load(a + i);
    const y = v128.load(b + i);
    v128.store(WORDS + 2 * i, i64x2.shuffle(x, y, 0, 2));
    v128.store(WORDS + 2 * i, i64x2.shuffle(x, y, 1, 3), 16);
  }
}

/** The last, partial block of a message: `bytes` of it, then zeros. */
@inline
function padLast(source: usize, bytes: usize, target: usize): void {
  memory.fill(target, 0, BLOCK);
  memory.copy(target, source, bytes);
}

/**
 * The digests of `count` messages: the byte `prefix`, then `length` bytes. They begin every `stride` bytes from `source`
 * on, their digests lie one after the other from `target` on, which may be where they lie themselves. Eight bytes after
 * `target`'s end are not touched.
 */
export function many(
  source: usize,
  count: i32,
  length: usize,
  stride: usize,
  prefix: i32,
  target: usize,
): void {
  const total = length + 1;
  const blocks = (total + BLOCK - 1) / BLOCK;
  const mask = i64x2.splat(~0xff);
  const first = i64x2.splat(prefix);
  for (let i: i32 = 0; i < count; i += 2) {
    const a = source - 1;
    // A message without a partner is its own.
    const b = i + 1 < count ? a + stride : a;
    startChain();
    for (let block: usize = 0; block < blocks; block++) {
      const at = block * BLOCK;
      const last = block + 1 == blocks;
      if (at + BLOCK <= total) loadWords(a + at, b + at);
      else {
        padLast(a + at, total - at, LAST);
        padLast(b + at, total - at, LAST + BLOCK);
        loadWords(LAST, LAST + BLOCK);
      }
      if (block == 0) v128.store(WORDS, v128.or(v128.and(v128.load(WORDS), mask), first));
      rounds(CHAIN, WORDS, last ? total : at + BLOCK, last);
    }
    for (let word: usize = 0; word < 4; word++) {
      const value = v128.load(CHAIN + (word << 4));
      store<u64>(target + (word << 3), i64x2.extract_lane(value, 0));
      if (i + 1 < count) store<u64>(target + 32 + (word << 3), i64x2.extract_lane(value, 1));
    }
    source += 2 * stride;
    target += 64;
  }
}
