import { createBLAKE2b } from 'hash-wasm';

/** 32 bytes of blake2b-256. */
export type Hash = Uint8Array;

export const HASH_BYTES = 32;

// One instance for the whole program: every use below runs from `init` to `digest` without interruption.
const hasher = await createBLAKE2b(256);

/** blake2b-256 of the parts as if they were concatenated. */
export function blake2b256(...parts: Uint8Array[]): Hash {
  hasher.init();
  for (const part of parts) hasher.update(part);
  return hasher.digest('binary');
}
