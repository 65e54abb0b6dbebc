import { fromHex } from '@plumbline/runtime-types/scale/hex';
import { describe, expect, it } from 'vitest';
import { alice, fundedChain, idOf, poor } from '../../test/funded-chain.ts';
import { UNIT } from '../pallets/balances/declaration.ts';
import { accountOf } from '../pallets/system/accounts.ts';
import { timestampPallet } from '../pallets/timestamp/pallet.ts';
import { encodeInherent } from './extrinsic.ts';
import { assembly } from './runtime.ts';

describe('an extrinsic that may not be in a block', () => {
  it('is refused for its nonce', async () => {
    const { chain, sign, transfer } = await fundedChain();
    chain.build([sign(transfer(UNIT), alice)]);
    expect(chain.problem(sign(transfer(UNIT), alice))).toBe('Invalid.Stale');
    const { applied } = chain.build([sign(transfer(UNIT), alice), sign(transfer(UNIT), alice, { nonce: 2 })]);
    expect(applied).toEqual(['Invalid.Stale', 'Invalid.Future']);
    expect(accountOf(chain.context, idOf(alice)).nonce).toBe(1);
  });

  it('is refused for its signature', async () => {
    const { chain, sign, transfer } = await fundedChain();
    const good = sign(transfer(UNIT), alice);
    const tampered = good.slice();
    tampered[tampered.length - 1]! ^= 1;
    for (const bad of [
      tampered,
      sign(transfer(UNIT), alice, { genesisHash: new Uint8Array(32) }),
      sign(transfer(UNIT), alice, { specVersion: 2 }),
    ]) {
      expect(chain.problem(bad)).toBe('Invalid.BadProof');
      expect(chain.build([bad]).applied).toEqual(['Invalid.BadProof']);
    }
  });

  it('is refused when nobody can pay for it', async () => {
    const { chain, sign, transfer } = await fundedChain();
    expect(chain.problem(sign(transfer(UNIT), poor))).toBe('Invalid.Payment');
    expect(chain.problem(sign(transfer(UNIT), alice, { tip: 1_000n * UNIT }))).toBe('Invalid.Payment');
    expect(chain.build([sign(transfer(UNIT), alice, { tip: 1_000n * UNIT })]).applied).toEqual([
      'Invalid.Payment',
    ]);
  });

  it('is refused outside its era', async () => {
    const { chain, sign, transfer } = await fundedChain();
    const birth = chain.build();
    const mortal = (blockHash: Uint8Array) =>
      sign(transfer(UNIT), alice, { era: { current: 1, period: 4 }, blockHash });
    const extrinsic = mortal(chain.head);
    expect(birth.header.number).toBe(1);
    expect(chain.validate(extrinsic)).toMatchObject({ ok: true, value: { longevity: 3n } });
    expect(chain.problem(mortal(chain.genesisHash))).toBe('Invalid.BadProof');
    for (let block = 2; block <= 4; block++) chain.build();
    expect(chain.problem(extrinsic)).toBe('Invalid.AncientBirthBlock');
    chain.build();
    expect(chain.problem(extrinsic)).toBe('Invalid.BadProof');
    const fromTheFuture = sign(transfer(UNIT), alice, { era: { current: 63, period: 64 } });
    expect(chain.problem(fromTheFuture)).toBe('Invalid.AncientBirthBlock');
  });

  it('is refused when it is too long or too heavy for any block', async () => {
    const { chain, api, sign, transfer } = await fundedChain();
    const remark = api.tx.system!.remark!(`0x${'00'.repeat(4 * 1024 * 1024)}`);
    expect(chain.problem(sign(remark, alice))).toBe('Invalid.ExhaustsResources');
    const heavy = api.tx.sudo!.sudoUncheckedWeight!(transfer(UNIT).method, {
      refTime: 2n ** 60n,
      proofSize: 0,
    });
    expect(chain.problem(sign(heavy, alice))).toBe('Invalid.ExhaustsResources');
  });

  it('is refused when it is unsigned and no inherent, or an inherent in the pool', async () => {
    const { chain, api, transfer } = await fundedChain();
    const unsigned = fromHex(api.createType('Extrinsic', { method: transfer(UNIT).method }).toHex());
    expect(chain.problem(unsigned)).toBe('Unknown.NoUnsignedValidator');
    expect(chain.build([unsigned]).applied).toEqual(['Unknown.NoUnsignedValidator']);
    const setTime = encodeInherent(timestampPallet.call('set', { now: 1n }), assembly.call);
    expect(chain.problem(setTime)).toBe('Invalid.MandatoryValidation');
    expect(chain.build([setTime]).applied).toEqual(['Invalid.BadMandatory']);
  });
});
