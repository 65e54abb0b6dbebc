import { toHex } from '@plumbline/runtime-types/scale/hex';
import { decodeAddress } from '@polkadot/util-crypto';
import { NodeError } from '../node/errors.ts';
import { mockSignature } from '../runtime/mock-signature.ts';

/** What polkadot.js and dedot put in front of an sr25519 signature. */
const SR25519 = '01';

/** An account that signs without a key. */
export interface ImpersonatedAccount {
  readonly address: string;
  readonly publicKey: Uint8Array;
  /** For polkadot-api: `getPolkadotSigner(account.publicKey, 'Sr25519', account.sign)`. */
  sign(message: Uint8Array): Uint8Array;
  /** For `@polkadot/api` and dedot: `signAndSend(account.address, { signer: account.signer })`. */
  readonly signer: {
    signPayload(payload: unknown): Promise<{ id: number; signature: `0x${string}` }>;
    signRaw(raw: unknown): Promise<{ id: number; signature: `0x${string}` }>;
  };
}

/**
 * An account whose signatures are mock signatures: only a chain that takes those takes what it signs. Each has a number
 * of its own: polkadot.js takes an extrinsic for one that it has sent when it comes again with the same bytes, and
 * after going back it would be told what became of that.
 *
 * @param nextSerial numbers of signatures, from 1 on
 * @throws NodeError `BadOption` for what is no address
 */
export function impersonated(address: string, nextSerial: () => number): ImpersonatedAccount {
  const answer = async () => {
    const id = nextSerial();
    return { id, signature: `0x${SR25519}${toHex(mockSignature(id)).slice(2)}` as const };
  };
  return {
    address,
    publicKey: publicKeyOf(address),
    sign: () => mockSignature(nextSerial()),
    signer: { signPayload: answer, signRaw: answer },
  };
}

const PUBLIC_KEY_BYTES = 32;

function publicKeyOf(address: string): Uint8Array {
  let key: Uint8Array | undefined;
  try {
    key = decodeAddress(address);
  } catch {
    // said below
  }
  if (key?.length === PUBLIC_KEY_BYTES) return key;
  throw new NodeError(
    'BadOption',
    `cannot impersonate ${JSON.stringify(address)}: give an address (SS58, or 0x and 64 hex digits)`,
  );
}
