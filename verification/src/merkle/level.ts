import { HASH_BYTES, type Hash } from '../hash/blake2b.ts';
import { blake2bMany } from '../hash/many.ts';

/** `leaf = H(0x00 ‖ bytes)`, `inner = H(0x01 ‖ left ‖ right)`: neither can pass for the other. */
export const LEAF_DOMAIN = 0x00;
export const INNER_DOMAIN = 0x01;

/** All hashes of one level of a tree, one after the other. */
export type Level = Uint8Array;

/** The leaves of `bytes` cut every `leafBytes`; the last may be shorter. */
export function leafLevel(bytes: Uint8Array, leafBytes: number): Level {
  return blake2bMany(LEAF_DOMAIN, bytes, leafBytes);
}

/** The next level: neighbours are paired, an odd last node moves up unchanged. */
export function parentLevel(level: Level): Level {
  const paired = level.length - (level.length % (2 * HASH_BYTES));
  const parents = blake2bMany(INNER_DOMAIN, level.subarray(0, paired), 2 * HASH_BYTES);
  if (paired === level.length) return parents;
  const all = new Uint8Array(parents.length + HASH_BYTES);
  all.set(parents);
  all.set(level.subarray(paired), parents.length);
  return all;
}

/** The level `height` above one: its nodes are the roots of aligned subtrees. */
export function levelAbove(level: Level, height: number): Level {
  let above = level;
  for (let i = 0; i < height && above.length > HASH_BYTES; i++) above = parentLevel(above);
  return above;
}

/** The root above a level, which must have a node. */
export function rootAbove(level: Level): Hash {
  return levelAbove(level, Number.POSITIVE_INFINITY).slice(0, HASH_BYTES);
}

/** The hashes of a level, each for itself. */
export function hashesOf(level: Level): Hash[] {
  return Array.from({ length: level.length / HASH_BYTES }, (_, i) =>
    level.slice(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  );
}

/** Hashes as one level. */
export function levelOf(hashes: readonly Hash[]): Level {
  const level = new Uint8Array(hashes.length * HASH_BYTES);
  hashes.forEach((hash, i) => {
    level.set(hash, i * HASH_BYTES);
  });
  return level;
}
