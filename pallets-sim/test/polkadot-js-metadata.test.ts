import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { ApiPromise, WsProvider } from '@polkadot/api';
import type { ApiOptions, SubmittableExtrinsic } from '@polkadot/api/types';
import { describe, expect, it } from 'vitest';
import { account, startFundedNode, UNIT } from './funded-node.ts';

const [alice, bob] = [account('Alice'), account('Bob')];
type Extrinsic = SubmittableExtrinsic<'promise'>;
type Result = Parameters<Parameters<Extrinsic['send']>[0]>[0];

function finalized(extrinsic: Extrinsic, from: typeof alice): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = extrinsic.signAndSend(from, (result) => {
      if (result.isFinalized) resolve(result);
      if (result.isError) reject(new Error(result.status.type));
    });
    stop.catch(reject);
  });
}

/** A polkadot.js that works with the metadata of one version, which it gets from the chain. */
async function connectWith(url: string, version: number): Promise<ApiPromise> {
  const provider = new WsProvider(url);
  await provider.isReady;
  const argument = toHex(Uint8Array.of(version, 0, 0, 0));
  const answer = await provider.send<string>('state_call', ['Metadata_metadata_at_version', argument]);
  const reader = new ScaleReader(fromHex(answer));
  expect(reader.u8(), `there is metadata of version ${version}`).toBe(1);
  const metadata = toHex(reader.take(reader.length())) as `0x${string}`;
  const genesis = await provider.send<string>('chain_getBlockHash', [0]);
  const { specVersion } = await provider.send<{ specVersion: number }>('state_getRuntimeVersion', []);
  return ApiPromise.create({
    provider: provider as NonNullable<ApiOptions['provider']>,
    metadata: { [`${genesis}-${specVersion}`]: metadata },
    noInitWarn: true,
    throwOnUnknown: true,
  });
}

describe.each([14, 15, 16])('polkadot.js with metadata of version %i', (version) => {
  it('reads, sends, and decodes events and errors up to finality', async () => {
    await using node = await startFundedNode();
    const api = await connectWith(node.url, version);
    try {
      expect(api.runtimeMetadata.version).toBe(version);
      expect(api.consts.balances!.existentialDeposit!.toString()).toBe(String(UNIT / 1000n));
      expect((await api.query.system!.account!.entries()).length).toBeGreaterThanOrEqual(2);
      expect(await api.query.stakes!.registrations!.entries('Solver')).toEqual([]);

      const { status, events } = await finalized(
        api.tx.balances!.transferKeepAlive!(bob.address, UNIT),
        alice,
      );
      expect(status.asFinalized.toHex()).toBe(toHex(node.chain.head.hash));
      const paid = events.find(({ event }) => api.events.balances!.Transfer!.is(event))!;
      expect(paid.event.data.toHuman()).toEqual({
        from: alice.address,
        to: bob.address,
        amount: '1,000,000,000,000',
      });

      const { dispatchError } = await finalized(api.tx.sudo!.sudo!(api.tx.system!.remark!('0x')), bob);
      const error = api.registry.findMetaError(dispatchError!.asModule);
      expect(error).toMatchObject({ section: 'sudo', name: 'RequireSudo' });
      expect(error.docs.join(' ')).not.toBe('');
      const below = await finalized(api.tx.balances!.transferKeepAlive!(account('Poor').address, 1n), bob);
      expect(below.dispatchError!.asToken.type).toBe('BelowMinimum');
    } finally {
      await api.disconnect();
    }
  });
});

describe('a version of metadata that is not served', () => {
  it('is none', async () => {
    await using node = await startFundedNode();
    const provider = new WsProvider(node.url);
    await provider.isReady;
    const answer = await provider.send('state_call', ['Metadata_metadata_at_version', '0x0d000000']);
    expect(answer).toBe('0x00');
    await provider.disconnect();
  });
});
