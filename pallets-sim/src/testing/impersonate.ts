import { toHex } from '@plumbline/runtime-types/scale/hex';
import { decodeAddress } from '@polkadot/util-crypto';
import { MOCK_SIGNATURE } from '../runtime/api.ts';

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

/** An account whose signatures are mock signatures: only a chain that takes those takes what it signs. */
export function impersonated(address: string): ImpersonatedAccount {
  let id = 0;
  const signature = `0x${SR25519}${toHex(MOCK_SIGNATURE).slice(2)}` as const;
  const answer = async () => ({ id: ++id, signature });
  return {
    address,
    publicKey: decodeAddress(address),
    sign: () => MOCK_SIGNATURE,
    signer: { signPayload: answer, signRaw: answer },
  };
}
