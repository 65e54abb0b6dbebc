import {
  authorshipConfiguration,
  blockClaim,
  ENGINE_ID,
  VRF_CONTEXT,
  vrfInput,
} from '@plumbline/runtime-types/domain/authorship';
import { compactU64 } from '@plumbline/runtime-types/scale/primitives';
import { sr25519Sign, vrfSign } from '@polkadot/wasm-crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silent } from '../../../test/fake-node.ts';
import { account } from '../../../test/funded-node.ts';
import { runtime } from '../../runtime/runtime.ts';
import { pairFromSuri } from '../authorship/key-pair.ts';
import { concatBytes } from '../bytes.ts';
import { parseChainSpec } from '../chain-spec/chain-spec.ts';
import { type NodeCore, openCore } from '../core.ts';
import { compact, vecOf, withLength } from '../scale.ts';
import { decodeHeader, engineItem, type Header, withDigestItem } from './header.ts';
import { type Block, importBlock } from './import-block.ts';

const [alice, bob, eve] = [pairFromSuri('//Alice'), pairFromSuri('//Bob'), pairFromSuri('//Eve')];
const authorities = [account('Alice').address, account('Bob').address];
const spec = parseChainSpec({
  name: 'Forged',
  id: 'forged',
  chainType: 'Local',
  genesis: { runtimeGenesis: { patch: { randomness: { authorities } } } },
});
const NOW = 1_700_000_000_000;

let core: NodeCore;
beforeAll(async () => {
  core = await openCore({ ...{ runtime, spec, sealing: 'manual' }, logs: () => silent, now: () => NOW });
  await core.sealer.seal();
});
afterAll(() => core?.stop());

/** `Timestamp.set` as an author puts it in. */
function timestamp(ms: number): Uint8Array {
  const [set] = core.chain.body(core.chain.head.hash) as [Uint8Array];
  return withLength(concatBytes(set.subarray(1, 4), compactU64.codec.enc(BigInt(ms))));
}

interface Forgery {
  readonly number?: number;
  readonly parentHash?: Uint8Array;
  readonly authority?: number;
  readonly pair?: typeof alice;
  readonly sealer?: typeof alice;
  /** Changes the VRF signature (output, then proof). */
  readonly vrf?: (signature: Uint8Array) => Uint8Array;
  readonly body?: readonly Uint8Array[];
}

/** A block on top of the head as somebody would make it who means ill; as it should be unless the forgery says otherwise. */
function forge(forgery: Forgery = {}): Block {
  const { chain } = core;
  const { authority = 0, pair = alice, number = chain.head.number + 1 } = forgery;
  const { sealer = pair, parentHash = chain.head.hash, vrf = (signature) => signature } = forgery;
  const body = forgery.body ?? [timestamp(NOW + 1)];
  const signature = vrf(vrfOf(pair, number));
  const claim = { vrf: { output: signature.subarray(0, 32), proof: signature.subarray(32) } };
  const claimItem = (by: number) =>
    engineItem('PreRuntime', ENGINE_ID, blockClaim.codec.enc({ ...claim, authority: by }));
  const state = chain.stateAt();
  state.knowsVrf = () => true; // so that a block with another can be made
  const known = claimItem(authority % authorities.length);
  const opening = concatBytes(parentHash, compact(number), new Uint8Array(64), vecOf([known]));
  chain.runtime.call('Core_initialize_block', opening, state);
  for (const extrinsic of body) chain.runtime.call('BlockBuilder_apply_extrinsic', extrinsic, state);
  const header = decodeHeader(chain.runtime.call('BlockBuilder_finalize_block', new Uint8Array(), state));
  return { header: sealed(withDigest(header, [claimItem(authority)]), sealer), body };
}

function vrfOf({ secretKey }: typeof alice, number: number): Uint8Array {
  const { chain } = core;
  const answer = chain.call('AuthorshipApi_configuration', new Uint8Array());
  const input = vrfInput.codec.enc([authorshipConfiguration.codec.dec(answer).randomness, number]);
  return vrfSign(secretKey, VRF_CONTEXT, input, new Uint8Array());
}

function withDigest(header: Header, digest: readonly Uint8Array[]): Header {
  const fixed = concatBytes(
    header.parentHash,
    compact(header.number),
    header.stateRoot,
    header.extrinsicsRoot,
  );
  return decodeHeader(concatBytes(fixed, vecOf(digest)));
}

function unsealed({ header, body }: Block): Block {
  return { header: withDigest(header, header.digest.slice(0, -1)), body };
}

/** The block with something else in its header, sealed by Alice. */
function resealed(block: Block, change: Partial<Header>): Block {
  const { header } = unsealed({ ...block, header: { ...block.header, ...change } });
  return { header: sealed(header, alice), body: block.body };
}

function sealed(header: Header, { publicKey, secretKey }: typeof alice): Header {
  return withDigestItem(
    header,
    engineItem('Seal', ENGINE_ID, sr25519Sign(publicKey, secretKey, header.hash)),
  );
}

const flipped = (at: number) => (signature: Uint8Array) =>
  signature.map((byte, index) => (index === at ? byte ^ 1 : byte));

describe('a block that is imported', () => {
  it.each<[string, RegExp, () => Block]>([
    ['another output of the VRF', /: WrongVrf: /, () => forge({ vrf: flipped(3) })],
    ['another proof of the VRF', /: WrongVrf: /, () => forge({ vrf: flipped(40) })],
    ['no VRF at all', /: WrongVrf: /, () => forge({ vrf: () => new Uint8Array(96) })],
    ['the VRF of another block', /: WrongVrf: /, () => forge({ vrf: () => vrfOf(alice, 3) })],
    ['the VRF of another authority', /: WrongVrf: /, () => forge({ vrf: () => vrfOf(bob, 2) })],
    ['the seal of another authority', /: BadSeal: /, () => forge({ sealer: bob })],
    ['the seal of a stranger', /: BadSeal: /, () => forge({ sealer: eve })],
    ['the name of another authority', /: BadSeal: /, () => forge({ authority: 1 })],
    ['the place of a stranger', /: UnknownAuthority: /, () => forge({ authority: 2 })],
    ['no seal', /: MissingSeal: /, () => unsealed(forge())],
    ['a number that skips some', /number is 7.*block 1/, () => forge({ number: 7 })],
    ['another parent', /not built on the head/, () => forge({ parentHash: new Uint8Array(32) })],
    ['two times', /BadMandatory/, () => forge({ body: [timestamp(NOW + 1), timestamp(NOW + 2)] })],
    ['other extrinsics', /extrinsics root is 0x/, () => ({ ...forge(), body: [timestamp(NOW + 2)] })],
    ['another state root', /state root is 0x/, () => resealed(forge(), { stateRoot: new Uint8Array(32) })],
  ])('is refused by name with %s, and changes nothing', async (_, problem, make) => {
    const { head } = core.chain;
    const refused = importBlock(core.chain, make());
    await expect(refused).rejects.toMatchObject({
      code: 'BadBlock',
      message: expect.stringMatching(problem),
    });
    expect(core.chain.head).toBe(head);
  });

  it('is taken as its author made it, whatever the clock says: time can travel on a chain for development', async () => {
    const { chain } = core;
    await importBlock(chain, forge({ authority: 1, pair: bob, body: [timestamp(NOW + 10 ** 12)] }));
    expect(chain.head.number).toBe(2);
  });
});
