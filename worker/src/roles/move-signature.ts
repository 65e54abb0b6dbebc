import type { SideName } from '@plumbline/runtime-types/domain/game';
import { fromHex } from '@plumbline/runtime-types/scale/hex';
import type { VerifySignature } from '@plumbline/verification/pinpoint/transcript';
import { sr25519Verify } from '@polkadot/util-crypto';

/** Checks moves as the chain does: sr25519 with the key of the side's account. */
export function moveVerifier(accounts: Readonly<Record<SideName, string>>): VerifySignature {
  return (side, payload, signature) => {
    try {
      return sr25519Verify(payload, signature, fromHex(accounts[side]));
    } catch {
      // Bytes that are no point or scalar of the curve prove nothing.
      return false;
    }
  };
}
