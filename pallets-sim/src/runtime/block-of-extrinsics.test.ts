import { tuple, vec } from '@plumbline/runtime-types/scale/composites';
import { describe, expect, it } from 'vitest';
import { alice, bob, dave, fundedChain, idOf } from '../../test/funded-chain.ts';
import { concat } from '../frame/bytes.ts';
import { freeBalance } from '../pallets/balances/accounts.ts';
import { UNIT } from '../pallets/balances/declaration.ts';
import { header } from '../pallets/system/types.ts';
import { seal } from './testing/author.ts';
import { OfflineChain } from './testing/offline-chain.ts';

describe('a block', () => {
  it('is the same when somebody else executes it, and refused when its header lies', async () => {
    const { sign, transfer } = await fundedChain();
    const genesis = {
      balances: { balances: [[idOf(alice), String(1_000n * UNIT)]] },
      sudo: { key: null },
    };
    const author = new OfflineChain(genesis);
    const signing = { genesisHash: author.genesisHash };
    const { header: built, extrinsics } = author.build([
      sign(transfer(UNIT), alice, signing),
      sign(transfer(9_000n * UNIT), alice, { ...signing, nonce: 1 }),
    ]);
    expect(extrinsics).toHaveLength(3);
    const block = (claimed: typeof built) =>
      concat([header.codec.enc(claimed), u32Compact(3), ...extrinsics]);
    const importer = new OfflineChain(genesis);
    importer.call('Core_execute_block', block(built));
    expect(importer.state.root()).toEqual(author.state.root());
    const other = new OfflineChain(genesis);
    const lie = { ...built, stateRoot: new Uint8Array(32), digest: { logs: built.digest.logs.slice(0, -1) } };
    expect(() => other.call('Core_execute_block', block(seal(lie)))).toThrow(
      `the header says 0x${'00'.repeat(32)}`,
    );
  });

  it('keeps the root key: its calls are free, and it may act as root', async () => {
    const { chain, api, sign } = await fundedChain();
    const set = api.tx.balances!.forceSetBalance!(bob.address, 7n * UNIT);
    expect(chain.build([sign(api.tx.sudo!.sudo!(set.method), dave)]).applied).toEqual(['Module']);
    const before = freeBalance(chain.context, idOf(alice));
    expect(chain.build([sign(api.tx.sudo!.sudo!(set.method), alice)]).applied).toEqual(['ok']);
    expect(freeBalance(chain.context, idOf(bob))).toBe(7n * UNIT);
    expect(freeBalance(chain.context, idOf(alice))).toBe(before);
    const handOver = api.tx.sudo!.setKey!(dave.address);
    expect(chain.build([sign(handOver, alice, { nonce: 1 })]).applied).toEqual(['ok']);
    expect(chain.build([sign(api.tx.sudo!.removeKey!(), alice, { nonce: 2 })]).applied).toEqual(['Module']);
  });

  it('undoes a batch as a whole, or keeps what succeeded', async () => {
    const { chain, api, sign, transfer, eventNames } = await fundedChain();
    const [good, bad] = [transfer(UNIT).method, transfer(5_000n * UNIT).method];
    expect(chain.build([sign(api.tx.utility!.batchAll!([good, bad]), alice)]).applied).toEqual(['Token']);
    expect(freeBalance(chain.context, idOf(bob))).toBe(0n);
    expect(
      chain.build([sign(api.tx.utility!.batch!([good, bad, good]), alice, { nonce: 1 })]).applied,
    ).toEqual(['ok']);
    expect(freeBalance(chain.context, idOf(bob))).toBe(UNIT);
    const force = api.tx.utility!.forceBatch!([good, bad, good]);
    expect(chain.build([sign(force, alice, { nonce: 2 })]).applied).toEqual(['ok']);
    expect(freeBalance(chain.context, idOf(bob))).toBe(3n * UNIT);
    expect(eventNames()).toContain('utility.BatchCompletedWithErrors');
  });

  it('refuses what would make it too heavy, and goes on', async () => {
    const { chain, api, sign, transfer } = await fundedChain();
    const fill = api.tx.sudo!.sudoUncheckedWeight!(transfer(UNIT).method, {
      refTime: 1_400_000_000_000n,
      proofSize: 0,
    });
    const { applied } = chain.build([
      sign(fill, alice),
      sign(fill, alice, { nonce: 1 }),
      sign(transfer(UNIT), dave),
    ]);
    expect(applied).toEqual(['ok', 'Invalid.ExhaustsResources', 'ok']);
  });
});

const u32Compact = (count: number) => vec(tuple()).codec.enc(Array.from({ length: count }, () => []));
