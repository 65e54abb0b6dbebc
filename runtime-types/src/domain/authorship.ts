import { fixedBytes, newtype, struct, tuple, vec } from '../scale/composites.ts';
import { u32 } from '../scale/primitives.ts';
import type { Of } from '../scale/shape.ts';

const MODULE = ['plumbline', 'authorship'];

/** The engine that items of a header's digest name: this chain's own, not Aura's or BABE's, whose rules differ. */
export const ENGINE_ID = new TextEncoder().encode('plmb');

/** The kind of key that makes blocks, as keystores name it. */
export const KEY_TYPE = 'plmb';

/** The sr25519 signing context of the claims' VRF. */
export const VRF_CONTEXT = new TextEncoder().encode('plumbline/block-randomness');

/** The sr25519 key of an authority: somebody who may make blocks. */
export const authorityId = newtype([...MODULE, 'AuthorityId'], fixedBytes(32));

/** What the VRF of a block is computed of: the randomness of the block before, and the block's number. */
export const vrfInput = tuple(fixedBytes(32), u32);

/** A VRF's output, which its key and input alone determine, and the proof of that. */
export const vrfSignature = struct([...MODULE, 'VrfSignature'], {
  output: fixedBytes(32),
  proof: fixedBytes(64),
});

/** The pre-runtime item of a header's digest: who makes the block, and its randomness. */
export const blockClaim = struct([...MODULE, 'BlockClaim'], {
  /** Position among the authorities. */
  authority: u32,
  vrf: vrfSignature,
});
export type BlockClaim = Of<typeof blockClaim>;

/** What an author needs to know to make the next block. */
export const authorshipConfiguration = struct([...MODULE, 'Configuration'], {
  authorities: vec(authorityId),
  randomness: fixedBytes(32),
});
