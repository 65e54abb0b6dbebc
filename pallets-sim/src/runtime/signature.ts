import { fixedBytes } from '@plumbline/runtime-types/scale/composites';
import { fromHex } from '@plumbline/runtime-types/scale/hex';
import type { Of } from '@plumbline/runtime-types/scale/shape';
import { variant } from '@plumbline/runtime-types/scale/variants';
import { blake2b256 } from '@plumbline/verification/hash/blake2b';
import { ed25519Verify, secp256k1Recover } from '@polkadot/util-crypto';
import { sr25519Verify, waitReady } from '@polkadot/wasm-crypto';
import { equalBytes } from '../frame/bytes.ts';

if (!(await waitReady())) throw new TypeError('sr25519 is not available: WebAssembly could not be started');

export const multiSignature = variant(['sp_runtime', 'MultiSignature'], {
  Ed25519: fixedBytes(64),
  Sr25519: fixedBytes(64),
  Ecdsa: fixedBytes(65),
});

export type MultiSignature = Of<typeof multiSignature>;

/** Whether `account` signed `message`. Never throws: whatever the bytes are, they are a valid proof or they are not. */
export function verifySignature(signature: MultiSignature, message: Uint8Array, account: string): boolean {
  const publicKey = fromHex(account);
  try {
    switch (signature.type) {
      case 'Sr25519':
        return sr25519Verify(signature.value, message, publicKey);
      case 'Ed25519':
        return ed25519Verify(message, signature.value, publicKey);
      case 'Ecdsa':
        return equalBytes(blake2b256(recoverEcdsa(signature.value, message)), publicKey);
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
