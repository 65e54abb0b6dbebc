import { createBLAKE2b } from 'hash-wasm';

const hasher = await createBLAKE2b(256);

/** blake2b-256 of the bytes (the hash of headers, extrinsics and the state trie). One reused WebAssembly instance. */
export function blake2b256(bytes: Uint8Array): Uint8Array {
  return hasher.init().update(bytes).digest('binary');
}
