import { ApiPromise, WsProvider } from '@polkadot/api';
import type { ApiOptions, SubmittableExtrinsic } from '@polkadot/api/types';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './fake-node.ts';
import { account, startFundedNode, UNIT } from './funded-node.ts';

const [alice, bob] = [account('Alice'), account('Bob')];
type Options = NonNullable<Parameters<SubmittableExtrinsic<'promise'>['signAndSend']>[1]>;

const connect = (url: string) =>
  ApiPromise.create({
    provider: new WsProvider(url, 50) as NonNullable<ApiOptions['provider']>,
    noInitWarn: true,
  });

/** Signs and sends; resolves with the events of the block, `pallet.Event` each. */
function events(extrinsic: SubmittableExtrinsic<'promise'>, options: Partial<Options>): Promise<string[]> {
  return new Promise((resolve, reject) => {
    extrinsic
      .signAndSend(alice, options, (result) => {
        if (result.isError) reject(new Error(result.status.type));
        if (result.isInBlock) resolve(result.events.map(({ event }) => `${event.section}.${event.method}`));
      })
      .catch(reject);
  });
}

describe('polkadot.js', () => {
  it('signs for ever, for a few blocks, with a tip, and many calls as one', async () => {
    await using node = await startFundedNode();
    const api = await connect(node.url);
    const transfer = () => api.tx.balances!.transferKeepAlive!(bob.address, UNIT);
    for (const options of [{ era: 0 }, { era: 8 }, { tip: 7n }] as Partial<Options>[]) {
      expect(await events(transfer(), options)).toContain('balances.Transfer');
    }
    const batch = await events(api.tx.utility!.batchAll!([transfer(), transfer()]), {});
    expect(batch.filter((name) => name === 'balances.Transfer')).toHaveLength(2);
    await api.disconnect();
  });

  it('reads many values, a whole map, pages, a double map by its first key, and old blocks', async () => {
    await using node = await startFundedNode();
    const api = await connect(node.url);
    const accounts = api.query.system!.account!;
    expect(await accounts.multi([alice.address, bob.address])).toHaveLength(2);
    const all = await accounts.entries();
    expect(all.map(([key]) => String(key.args[0]))).toEqual(
      expect.arrayContaining([alice.address, bob.address]),
    );
    const [first] = await accounts.entriesPaged({ args: [], pageSize: 1 });
    const rest = await accounts.keysPaged({ args: [], pageSize: 100, startKey: String(first![0].toHex()) });
    expect(rest).toHaveLength(all.length - 1);
    expect(await api.query.stakes!.registrations!.entries('Solver')).toEqual([]);
    const derived = await api.derive.balances.all(bob.address);
    expect(derived.availableBalance.toBigInt()).toBe(1_000_000n * UNIT);
    expect(derived.lockedBreakdown).toHaveLength(0);
    await events(api.tx.balances!.transferAllowDeath!(account('New').address, UNIT), {});
    expect(await accounts.entries()).toHaveLength(all.length + 1);
    expect(await (await api.at(api.genesisHash)).query.system!.account!.entries()).toHaveLength(all.length);
    await api.disconnect();
  });

  it('connects again to a node that was started again', async () => {
    await using folder = await temporaryFolder();
    const before = await startFundedNode('instant', { basePath: folder.path });
    const api = await connect(before.url);
    await events(api.tx.system!.remark!('0x00'), {});
    const left = new Promise((resolve) => api.once('disconnected', resolve));
    await before.stop();
    await left;
    const back = new Promise((resolve) => api.once('connected', resolve));
    await using after = await startFundedNode('instant', { rpcPort: before.port, basePath: folder.path });
    await back;
    await api.isReady;
    await events(api.tx.system!.remark!('0x01'), {});
    expect(after.chain.head.number).toBe(2);
    await api.disconnect();
  });
});
