import { blake2b256 } from '@plumbline/verification/hash/blake2b';
import { ed25519Verify, secp256k1Recover } from '@polkadot/util-crypto';
import { sr25519Verify, waitReady } from '@polkadot/wasm-crypto';
import { equalBytes } from '../frame/bytes.ts';
import type { SignatureClaim } from '../runtime/api.ts';

if (!(await waitReady())) throw new TypeError('sr25519 is not available: WebAssembly could not be started');

/**
 * Whether the account signed the message: the one meaning of signatures, for the runtime and for hosts that verify for
 * it. Never throws: whatever the bytes are, they are a valid proof or they are not.
 */
export function verifyClaim({ scheme, signature, message, account }: SignatureClaim): boolean {
  try {
    switch (scheme) {
      case 'Sr25519':
        return sr25519Verify(signature, message, account);
      case 'Ed25519':
        return ed25519Verify(message, signature, account);
      case 'Ecdsa':
        return equalBytes(blake2b256(recoverEcdsa(signature, message)), account);
    }
  } catch {
    // The libraries throw on points and scalars that are not on their curve. Such bytes prove nothing.
    return false;
  }
}

/**
 * The compressed key that signed; an ECDSA account is its hash. In JavaScript on purpose: the WebAssembly version
 * panics on bad input, and enough panics take the whole instance (sr25519 too) down.
 */
function recoverEcdsa(signature: Uint8Array, message: Uint8Array): Uint8Array {
  return secp256k1Recover(blake2b256(message), signature.subarray(0, 64), signature[64] ?? 0, 'blake2', true);
}
