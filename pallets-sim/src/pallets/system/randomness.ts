import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { blake2b256, type Hash } from '@plumbline/verification/hash/blake2b';
import type { Context } from '../../frame/context.ts';
import { system } from './declaration.ts';

const DOMAIN = new TextEncoder().encode('plumbline/block-randomness');

/**
 * Randomness of a block: a hash of its parent's hash and its number. Nobody knows it before the parent is sealed;
 * the author of the parent can influence it, which a single-author chain has to accept.
 */
export function randomnessOf(parentHash: Hash, number: number): Hash {
  return blake2b256(DOMAIN, parentHash, u32.codec.enc(number));
}

/** Randomness of the block under construction. */
export function blockRandomness(context: Context): Hash {
  return randomnessOf(system.storage.ParentHash.get(context), system.storage.Number.get(context));
}
