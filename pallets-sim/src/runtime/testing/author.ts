import {
  authorshipConfiguration,
  blockClaim,
  ENGINE_ID,
  VRF_CONTEXT,
  vrfInput,
} from '@plumbline/runtime-types/domain/authorship';
import { blake2b256 } from '@plumbline/verification/hash/blake2b';
import { Keyring } from '@polkadot/api';
import { type Digest, type Header, header } from '../../pallets/system/types.ts';

type DigestItem = Digest['logs'][number];

const alice = new Keyring({ type: 'sr25519' }).addFromUri('//Alice');

/** What Alice says about block `number`, which she is about to make. */
export function claim(configuration: Uint8Array, number: number): DigestItem {
  const { randomness } = authorshipConfiguration.codec.dec(configuration);
  const signature = alice.vrfSign(vrfInput.codec.enc([randomness, number]), VRF_CONTEXT);
  const vrf = { output: signature.subarray(0, 32), proof: signature.subarray(32) };
  return { type: 'PreRuntime', value: [ENGINE_ID, blockClaim.codec.enc({ authority: 0, vrf })] };
}

/** A finished header with Alice's seal. */
export function seal(finished: Header): Header {
  const signature = alice.sign(blake2b256(header.codec.enc(finished)));
  return {
    ...finished,
    digest: { logs: [...finished.digest.logs, { type: 'Seal', value: [ENGINE_ID, signature] }] },
  };
}
