import { toHex } from '@plumbline/runtime-types/scale/hex';
import { ApiPromise } from '@polkadot/api';
import { DedotClient } from 'dedot';
import { createClient, Enum } from 'polkadot-api';
import { getPolkadotSigner } from 'polkadot-api/signer';
import { describe, expect, it } from 'vitest';
import { account, UNIT } from '../../test/funded-node.ts';
import { readChainSpec } from '../node/chain-spec/chain-spec.ts';
import { createDevChain } from './dev-chain.ts';

const bob = account('Bob').address;
const poor = account('Poor').address;
type Account = { data: { free: bigint } };

describe('a chain in the process', () => {
  it('serves polkadot-api: an account acts without its key', async () => {
    await using chain = await createDevChain();
    await chain.setBalance(poor, 100n * UNIT);
    const client = createClient(chain.papi());
    const { publicKey, sign } = chain.impersonate(poor);
    const { tx, query } = client.getUnsafeApi();
    const transfer = tx.Balances!.transfer_keep_alive!({ dest: Enum('Id', bob), value: UNIT });
    const result = await transfer.signAndSubmit(getPolkadotSigner(publicKey, 'Sr25519', sign));
    expect(result.ok).toBe(true);
    const { data } = (await query.System!.Account!.getValue(poor)) as Account;
    expect(data.free).toBeLessThan(99n * UNIT);
    client.destroy();
  });

  it.each(['v2', 'legacy'] as const)('serves dedot over the %s JSON-RPC', async (rpcVersion) => {
    await using chain = await createDevChain();
    await chain.setBalance(poor, 100n * UNIT);
    const client = await DedotClient.create({ provider: chain.dedot(), rpcVersion });
    const { signer } = chain.impersonate(poor);
    const result = await client.tx.balances!.transferKeepAlive!(bob, UNIT)
      .signAndSend(poor, { signer })
      .untilFinalized();
    expect(result.dispatchError).toBeUndefined();
    expect((await client.query.system!.account!(poor)).data.free).toBeLessThan(99n * UNIT);
    await client.disconnect();
  });

  it('serves polkadot.js: calls, errors, subscriptions', async () => {
    await using chain = await createDevChain({ sealing: 'manual' });
    const api = await ApiPromise.create({ provider: chain.polkadotJs(), noInitWarn: true });
    const numbers: number[] = [];
    const stop = await api.rpc.chain.subscribeNewHeads(
      (header) => void numbers.push(header.number.toNumber()),
    );
    await chain.mine(3);
    await expect.poll(() => numbers).toEqual([1, 2, 3, 4]);
    stop();
    await expect(api.rpc.state.call('Nothing_here', '0x')).rejects.toThrow(/4003: .*not found/);
    await api.disconnect();
  });

  it('balances books: what an account gets is issued', async () => {
    await using chain = await createDevChain({ sealing: 'manual' });
    const api = await ApiPromise.create({ provider: chain.polkadotJs(), noInitWarn: true });
    const issued = async () => BigInt((await api.query.balances!.totalIssuance!()).toString());
    const before = await issued();
    await chain.setBalance(poor, 5n * UNIT);
    await chain.setBalance(poor, 3n * UNIT);
    expect(await issued()).toBe(before + 3n * UNIT);
    await Promise.all([
      chain.setBalance(poor, 4n * UNIT),
      chain.setBalance(bob, 0n),
      chain.setBalance(poor, UNIT),
    ]);
    const free = await api.query.system!.account!.entries();
    const all = free.map(
      ([, account]) => account.toJSON() as unknown as { data: Record<'free' | 'reserved', string> },
    );
    expect(await issued()).toBe(
      all.reduce((sum, { data }) => sum + BigInt(data.free) + BigInt(data.reserved), 0n),
    );
    const info = (await api.query.system!.account!(poor)).toJSON();
    expect(info).toMatchObject({ nonce: 0, providers: 1 });
    await api.disconnect();
  });

  it('goes back to what it remembers, as often as one likes, with its clock', async () => {
    await using chain = await createDevChain({ sealing: 'manual', now: () => Date.UTC(2030, 0) });
    const hash = () => chain.call('chain_getBlockHash');
    const [base, remembered] = [await hash(), chain.snapshot()];
    let runs = 0;
    const fixture = async () => {
      runs++;
      await chain.travelTo(Date.UTC(2040, 0));
      return { at: await hash() };
    };
    const first = await chain.loadFixture(fixture);
    for (let i = 0; i < 2; i++) {
      await chain.mine(2);
      const again = await chain.loadFixture(fixture);
      expect(again).toBe(first);
      expect(await hash()).toBe(first.at);
    }
    expect(runs).toBe(1);
    for (let i = 0; i < 2; i++) {
      await remembered.restore();
      expect(await hash()).toBe(base);
      await chain.mine();
    }
    await remembered.restore();
    expect(chain.height).toBe(1);
    await expect(chain.travelTo(Date.UTC(2020, 0))).rejects.toThrow(/blocks only get later/);
    await chain.travelTo(Date.UTC(2031, 0));
    expect(chain.height).toBe(2);
  });

  it('says what is wrong with what it is given, and goes on as if it had not been', async () => {
    await using chain = await createDevChain({ sealing: 'manual' });
    const before = await chain.call('chain_getBlockHash');
    const refused = { code: 'BadOption' };
    const given = (value: unknown) => value as never;
    for (const blocks of [-1, 1.5, Number.NaN, '3', 10n]) {
      await expect(chain.mine(given(blocks))).rejects.toMatchObject(refused);
    }
    for (const date of ['soon', undefined, Number.NaN, -5, 1e18, 8.64e15, '1999-01-01']) {
      await expect(chain.travelTo(given(date))).rejects.toMatchObject(refused);
    }
    for (const free of [-1n, 5, 1n << 128n, (1n << 128n) - 1n, undefined]) {
      await expect(chain.setBalance(poor, given(free))).rejects.toMatchObject(refused);
    }
    await expect(chain.setBalance('nobody', 1n)).rejects.toMatchObject(refused);
    for (const address of ['nobody', '', undefined, '0x1111']) {
      expect(() => chain.impersonate(given(address))).toThrow(expect.objectContaining(refused));
    }
    for (const options of [
      { sealing: 'sometimes' },
      { sealing: { everyMs: 0 } },
      { sealing: 5 },
      { seling: 1 },
      { now: 5 },
      { logs: 'all' },
      null,
      'instant',
    ]) {
      await expect(createDevChain(given(options))).rejects.toMatchObject(refused);
    }
    await expect(chain.travelTo('soon')).rejects.toThrow('cannot travel to soon: give a Date');
    await expect(createDevChain({ spec: given({ id: 'mine' }) })).rejects.toMatchObject({
      code: 'BadChainSpec',
      message: expect.stringContaining('"name" must be a text'),
    });
    expect(await chain.call('chain_getBlockHash')).toBe(before);
    expect(await chain.mine(0)).toBe(before);
    expect(await chain.mine()).not.toBe(before);
    expect(chain.impersonate(`0x${'11'.repeat(32)}`).publicKey).toEqual(new Uint8Array(32).fill(0x11));
  });

  it('fails calls of a client that disconnects, and of one that has', async () => {
    await using chain = await createDevChain({ sealing: 'manual' });
    const provider = chain.polkadotJs();
    const waiting = provider.send('system_name', []);
    await provider.disconnect();
    await expect(waiting).rejects.toThrow('the connection is closed');
    await expect(provider.send('system_name', [])).rejects.toThrow('the connection is closed');
    expect(await chain.call('system_name')).toBe('plumbline-node');
  });

  it('has stopped for every client, rather than a damaged database', async () => {
    const chain = await createDevChain({ sealing: 'manual' });
    const [connected, messages] = [chain.polkadotJs(), [] as unknown[]];
    const papi = chain.papi()((message) => messages.push(message));
    await chain.stop();
    await expect(chain.mine()).rejects.toMatchObject({ code: 'Stopped' });
    await expect(chain.call('chain_getBlockHash', 0)).rejects.toThrow('the chain has stopped');
    await expect(connected.send('chain_getBlockHash', [0])).rejects.toThrow('the chain has stopped');
    await expect(chain.polkadotJs().send('system_name', [])).rejects.toThrow('the chain has stopped');
    papi.send({ jsonrpc: '2.0', id: 'a', method: 'system_name' });
    await expect.poll(() => messages).toMatchObject([{ id: 'a', error: { code: -32000 } }]);
    await chain.stop();
  });

  it('is only for chains of type Development', async () => {
    const spec = await readChainSpec(new URL('../../../chain-spec.json', import.meta.url).pathname);
    await expect(createDevChain({ spec: { ...spec, chainType: 'Live' } })).rejects.toMatchObject({
      code: 'BadOption',
    });
    await using chain = await createDevChain();
    await expect(chain.call('no_method')).rejects.toThrow(/^-32601: /);
    expect(await chain.call('chain_getBlockHash', 0)).not.toBe(toHex(new Uint8Array(32)));
  });
});
