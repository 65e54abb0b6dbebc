import {
  type BlockClaim,
  blockClaim,
  ENGINE_ID,
  VRF_CONTEXT,
  vrfInput,
} from '@plumbline/runtime-types/domain/authorship';
import { ScaleError } from '@plumbline/runtime-types/scale/errors';
import { vrfVerify } from '@polkadot/wasm-crypto';
import { concat, equalBytes } from '../../frame/bytes.ts';
import type { Context } from '../../frame/context.ts';
import type { Digest } from '../system/types.ts';
import { randomness } from './declaration.ts';
import { AuthorshipError } from './errors.ts';

const NO_EXTRA = new Uint8Array();

/** The claim in a header's digest. Throws `AuthorshipError` `MissingClaim` or `BadClaim`. */
export function readClaim({ logs }: Digest): BlockClaim {
  const claims = logs.flatMap((item) =>
    item.type === 'PreRuntime' && equalBytes(item.value[0], ENGINE_ID) ? [item.value[1]] : [],
  );
  const [encoded] = claims;
  if (encoded === undefined) {
    throw new AuthorshipError(
      'MissingClaim',
      'the digest has no pre-runtime item that says who made the block',
    );
  }
  if (claims.length > 1) {
    throw new AuthorshipError('BadClaim', `the digest has ${claims.length} claims: a block has one author`);
  }
  try {
    return blockClaim.codec.dec(encoded);
  } catch (error) {
    if (!(error instanceof ScaleError)) throw error;
    throw new AuthorshipError('BadClaim', `the claim in the digest cannot be decoded: ${error.message}`);
  }
}

/** The key of the authority that a claim names. Throws `AuthorshipError` `UnknownAuthority`. */
export function authorityOf(context: Context, { authority }: BlockClaim): Uint8Array {
  const authorities = randomness.storage.Authorities.get(context);
  const key = authorities[authority];
  if (key === undefined) {
    throw new AuthorshipError(
      'UnknownAuthority',
      `the claim names authority ${authority}; there are ${authorities.length}`,
    );
  }
  return key;
}

/**
 * Checks that the claim's VRF output is the one that its authority had to give for block `number` on this state.
 * Throws `AuthorshipError` `UnknownAuthority` or `WrongVrf`.
 */
export function checkClaim(context: Context, claim: BlockClaim, number: number): void {
  const key = authorityOf(context, claim);
  const input = vrfInput.codec.enc([randomness.storage.Randomness.get(context), number]);
  const { output, proof } = claim.vrf;
  const signature = concat([output, proof]);
  if (!context.state.knowsVrf?.({ key, input, signature }) && !verifies(key, input, signature)) {
    throw new AuthorshipError(
      'WrongVrf',
      `the VRF is not that of authority ${claim.authority} for block ${number} and the randomness before it`,
    );
  }
}

function verifies(key: Uint8Array, input: Uint8Array, signature: Uint8Array): boolean {
  try {
    return vrfVerify(key, VRF_CONTEXT, input, NO_EXTRA, signature);
  } catch {
    // The library panics on points and scalars that are not on its curve. Such bytes prove nothing.
    return false;
  }
}
