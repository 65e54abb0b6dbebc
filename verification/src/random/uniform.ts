import type { Hash } from '../hash/blake2b.ts';
import { type PhiloxKey, philox4x32, philoxKey } from './philox.ts';
import { unit } from './unit.ts';

/** The key of `uniformBits`: for whoever draws many numbers under one seed. */
export function uniformKey(seed: Hash): PhiloxKey {
  return philoxKey(seed, 'uniform');
}

/**
 * Random number `element` of a stream in a step, in [0, 1), as f32 bits: word `element mod 4` of the Philox block with
 * counter (⌊element / 4⌋, stream, step, 0).
 */
export function uniformBits(key: PhiloxKey, stream: number, step: number, element: number): number {
  const words = philox4x32(key, [Math.floor(element / 4), stream, step >>> 0, 0]);
  return unit(words[element % 4] as number);
}
