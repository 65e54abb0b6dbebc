import { fixedBytes } from '@plumbline/runtime-types/scale/composites';
import { fromHex } from '@plumbline/runtime-types/scale/hex';
import type { Of } from '@plumbline/runtime-types/scale/shape';
import { variant } from '@plumbline/runtime-types/scale/variants';
import { verifyClaim } from '../crypto/verify-claim.ts';
import type { Externalities, SignatureClaim } from './api.ts';

export const multiSignature = variant(['sp_runtime', 'MultiSignature'], {
  Ed25519: fixedBytes(64),
  Sr25519: fixedBytes(64),
  Ecdsa: fixedBytes(65),
});

export type MultiSignature = Of<typeof multiSignature>;

/**
 * Whether `account` signed `message`. Never throws: whatever the bytes are, they are a valid proof or they are not.
 *
 * @param host answers instead where it verifies signatures
 */
export function verifySignature(
  signature: MultiSignature,
  message: Uint8Array,
  account: string,
  host?: Pick<Externalities, 'verifySignature'>,
): boolean {
  return isTrue(signatureClaim(signature, message, account), host);
}

export function signatureClaim(
  signature: MultiSignature,
  message: Uint8Array,
  account: string,
): SignatureClaim {
  return { scheme: signature.type, signature: signature.value, message, account: fromHex(account) };
}

/** Whether a claim is true, by the host where it verifies signatures. */
export function isTrue(claim: SignatureClaim, host?: Pick<Externalities, 'verifySignature'>): boolean {
  return host?.verifySignature?.(claim) ?? verifyClaim(claim);
}
