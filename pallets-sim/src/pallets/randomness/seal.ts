import { ENGINE_ID } from '@plumbline/runtime-types/domain/authorship';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { blake2b256 } from '@plumbline/verification/hash/blake2b';
import { equalBytes } from '../../frame/bytes.ts';
import type { Context } from '../../frame/context.ts';
import { verifySignature } from '../../runtime/signature.ts';
import { type Header, header } from '../system/types.ts';
import { authorityOf, readClaim } from './claim.ts';
import { AuthorshipError } from './errors.ts';

/**
 * Takes the seal off a header and checks it: the sr25519 signature, by the authority of the header's claim, of the hash
 * of the header without it. As in Aura and BABE, it is the last item of the digest. The context is the parent's state.
 * Throws `AuthorshipError` `MissingSeal`, `BadSeal`, or what is wrong with the claim.
 */
export function takeSeal(context: Context, sealed: Header): Header {
  const { logs } = sealed.digest;
  const seal = logs.at(-1);
  if (seal?.type !== 'Seal' || !equalBytes(seal.value[0], ENGINE_ID)) {
    throw new AuthorshipError(
      'MissingSeal',
      `the last digest item of block ${sealed.number} is not its seal`,
    );
  }
  const opened = { ...sealed, digest: { logs: logs.slice(0, -1) } };
  const author = toHex(authorityOf(context, readClaim(opened.digest)));
  const signature = { type: 'Sr25519' as const, value: seal.value[1] };
  if (!verifySignature(signature, blake2b256(header.codec.enc(opened)), author)) {
    throw new AuthorshipError(
      'BadSeal',
      `the seal of block ${sealed.number} is not a signature by ${author}`,
    );
  }
  return opened;
}
