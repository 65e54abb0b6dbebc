import type { SideName } from '@plumbline/runtime-types/domain/game';
import { fromHex } from '@plumbline/runtime-types/scale/hex';
import type { VerifySignature } from '@plumbline/verification/pinpoint/transcript';
import { sr25519Verify } from '@polkadot/util-crypto';

/** Checks moves as the chain does: sr25519 with a key of the side, which is its account or its worker key. */
export function moveVerifier(keys: Readonly<Record<SideName, readonly string[]>>): VerifySignature {
  return (side, payload, signature) => keys[side].some((key) => isSigned(payload, signature, key));
}

function isSigned(payload: Uint8Array, signature: Uint8Array, key: string): boolean {
  try {
    return sr25519Verify(payload, signature, fromHex(key));
  } catch {
    // Bytes that are no point or scalar of the curve prove nothing.
    return false;
  }
}
