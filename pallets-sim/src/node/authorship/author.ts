import {
  authorshipConfiguration,
  blockClaim,
  ENGINE_ID,
  KEY_TYPE,
  VRF_CONTEXT,
  vrfInput,
} from '@plumbline/runtime-types/domain/authorship';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { sr25519Sign, vrfSign, waitReady } from '@polkadot/wasm-crypto';
import type { Runtime, VrfClaim } from '../../runtime/api.ts';
import { engineItem, type Header, withDigestItem } from '../block/header.ts';
import { equalBytes } from '../bytes.ts';
import { NodeError } from '../errors.ts';
import type { Overlay } from '../state/overlay.ts';
import type { KeyPair } from './key-pair.ts';
import type { Keystore } from './keystore.ts';

if (!(await waitReady())) throw new TypeError('sr25519 is not available: WebAssembly could not be started');

const VRF_OUTPUT_BYTES = 32;

/** The right to make a block: what its header begins with, and how it is sealed. */
export interface Authorship {
  /** Digest items of the header that the block is begun with. */
  readonly digest: readonly Uint8Array[];
  /** The VRF that the digest claims, which its author need not verify. */
  readonly vrf: VrfClaim;
  /** The finished header with the author's signature at the end of its digest. */
  seal(header: Header): Header;
}

/** What each pair has signed last, so that it can be done before somebody waits for it. */
const signed = new WeakMap<KeyPair, { readonly input: Uint8Array; readonly signature: Uint8Array }>();

/**
 * Claims the block after `parent` with a key of the keystore, as the runtime demands it. Costs a millisecond the first
 * time for each block, next to nothing when it is asked again.
 *
 * @param state the state after `parent`
 * @throws NodeError `NoAuthority` when the keystore has no key of an authority
 */
export function claimBlock(runtime: Runtime, keystore: Keystore, parent: Header, state: Overlay): Authorship {
  const answer = runtime.call('AuthorshipApi_configuration', new Uint8Array(), state);
  const { authorities, randomness } = authorshipConfiguration.codec.dec(answer);
  const { authority, pair } = ownAuthority(keystore, authorities, parent.number + 1);
  const input = vrfInput.codec.enc([randomness, parent.number + 1]);
  const signature = signVrf(pair, input);
  const vrf = {
    output: signature.subarray(0, VRF_OUTPUT_BYTES),
    proof: signature.subarray(VRF_OUTPUT_BYTES),
  };
  return {
    digest: [engineItem('PreRuntime', ENGINE_ID, blockClaim.codec.enc({ authority, vrf }))],
    vrf: { key: pair.publicKey, input, signature },
    seal: (header) =>
      withDigestItem(
        header,
        engineItem('Seal', ENGINE_ID, sr25519Sign(pair.publicKey, pair.secretKey, header.hash)),
      ),
  };
}

function signVrf(pair: KeyPair, input: Uint8Array): Uint8Array {
  const last = signed.get(pair);
  if (last && equalBytes(last.input, input)) return last.signature;
  const signature = vrfSign(pair.secretKey, VRF_CONTEXT, input, new Uint8Array());
  signed.set(pair, { input, signature });
  return signature;
}

function ownAuthority(
  keystore: Keystore,
  authorities: readonly Uint8Array[],
  number: number,
): { authority: number; pair: KeyPair } {
  for (const [authority, publicKey] of authorities.entries()) {
    const pair = keystore.pair(KEY_TYPE, publicKey);
    if (pair) return { authority, pair };
  }
  throw new NodeError(
    'NoAuthority',
    `cannot build block ${number}: this node has no key of an authority (${authorities.map(toHex).join(', ')}). ` +
      `Insert one of kind ${KEY_TYPE} into the keystore, or name a key of this node in the chain spec.`,
  );
}
