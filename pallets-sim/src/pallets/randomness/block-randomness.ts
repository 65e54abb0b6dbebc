import { blake2b256, type Hash } from '@plumbline/verification/hash/blake2b';
import type { Context } from '../../frame/context.ts';
import { randomness } from './declaration.ts';

const DOMAIN = new TextEncoder().encode('plumbline/randomness');
const { Randomness } = randomness.storage;

/**
 * Randomness of the block under construction. Its author cannot choose it: the VRF has one output for its key, the
 * randomness before and the number. The author alone knows it before the block is published.
 */
export function blockRandomness(context: Context): Hash {
  return Randomness.get(context);
}

/** Moves on to the randomness of the next block. */
export function accumulate(context: Context, vrfOutput: Uint8Array): void {
  Randomness.put(context, blake2b256(DOMAIN, Randomness.get(context), vrfOutput));
}
