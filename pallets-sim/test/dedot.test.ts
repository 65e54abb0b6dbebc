import { toHex } from '@plumbline/runtime-types/scale/hex';
import { DedotClient, WsProvider } from 'dedot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningNode } from '../src/node/node.ts';
import { account, startFundedNode, UNIT } from './funded-node.ts';

const [alice, bob, poor] = [account('Alice'), account('Bob'), account('Poor')];

describe.each(['v2', 'legacy'] as const)('dedot over the %s JSON-RPC', (rpcVersion) => {
  let node: RunningNode;
  let client: DedotClient;
  const transfer = (value: bigint) => client.tx.balances!.transferKeepAlive!(bob.address, value);
  const freeOf = async (pair: typeof alice): Promise<bigint> =>
    (await client.query.system!.account!(pair.address)).data.free;

  beforeAll(async () => {
    node = await startFundedNode();
    // dedot sends nothing as long as the genesis block has no child.
    await node.sealer.seal();
    client = await DedotClient.create({ provider: new WsProvider(node.url), rpcVersion });
  });

  afterAll(async () => {
    await client?.disconnect();
    await node?.stop();
  });

  it('reads what the chain is', async () => {
    expect(client.rpcVersion).toBe(rpcVersion);
    expect(client.genesisHash).toBe(toHex(node.chain.genesisHash));
    expect(client.runtimeVersion).toMatchObject({ specName: 'plumbline' });
    expect(client.metadata.version).toBe('V16');
    expect(client.consts.balances!.existentialDeposit).toBeTypeOf('bigint');
  });

  it('reads a value, many values and a whole map', async () => {
    const { query } = client;
    expect(await query.system!.number!()).toBe(node.chain.head.number);
    expect((await query.system!.account!.multi([alice.address, poor.address])).length).toBe(2);
    const accounts = await query.system!.account!.entries();
    expect(accounts.map(([key]) => String(key.address()))).toEqual(
      expect.arrayContaining([alice.address, bob.address]),
    );
    expect(await query.stakes!.participants!('Solver')).toEqual([]);
    expect(await query.stakes!.registrations!(['Solver', alice.address])).toBeUndefined();
  });

  it('signs and submits, and decodes events', async () => {
    const had = await freeOf(bob);
    const before = toHex(node.chain.head.hash);
    const result = await transfer(5n * UNIT)
      .signAndSend(alice)
      .untilFinalized();
    expect(result.status.type).toBe('Finalized');
    const names = result.events.map(({ event: { pallet, palletEvent } }) => {
      return `${pallet}.${typeof palletEvent === 'string' ? palletEvent : palletEvent.name}`;
    });
    expect(names).toEqual([
      'Balances.Withdraw',
      'Balances.Transfer',
      'TransactionPayment.TransactionFeePaid',
      'System.ExtrinsicSuccess',
    ]);
    const paid = result.events.find(({ event }) => client.events.balances!.Transfer!.is(event));
    expect(paid?.event.palletEvent).toMatchObject({ data: { amount: 5n * UNIT } });
    expect(await freeOf(bob)).toBe(had + 5n * UNIT);
    const then = await client.at(before as `0x${string}`);
    expect((await then.query.system!.account!(bob.address)).data.free, 'the block before').toBe(had);
  });

  it('estimates the fee that is then taken', async () => {
    const { partialFee } = await transfer(UNIT).paymentInfo(alice.address);
    const had = await freeOf(alice);
    await transfer(UNIT).signAndSend(alice).untilFinalized();
    expect(had - (await freeOf(alice)) - UNIT).toBe(partialFee);
  });

  it('decodes the error of a call that fails', async () => {
    const { call } = client.tx.system!.remark!('0x');
    const result = await client.tx.sudo!.sudo!(call).signAndSend(bob).untilFinalized();
    const error = result.dispatchError!;
    expect(client.errors.sudo!.RequireSudo!.is(error)).toBe(true);
    expect(client.registry.findErrorMeta(error)).toMatchObject({ pallet: 'Sudo', name: 'RequireSudo' });
  });

  it('is told why a transaction is invalid', async () => {
    // untilFinalized() never ends when the transaction is refused, so it is the sending that is looked at.
    await expect(transfer(UNIT).signAndSend(poor)).rejects.toThrow(/Payment|1010: Invalid Transaction/);
    const stale = transfer(UNIT).signAndSend(alice, { nonce: 1 });
    await expect(stale).rejects.toThrow(/Stale|1010: Invalid Transaction/);
  });

  it('watches a balance and blocks', async () => {
    const balances: bigint[] = [];
    const numbers: number[] = [];
    const stops = [
      await client.query.system!.account!(bob.address, (info: { data: { free: bigint } }) => {
        balances.push(info.data.free);
      }),
      client.block.finalized(({ number }) => numbers.push(number)),
    ];
    await expect.poll(() => balances.length).toBe(1);
    await transfer(UNIT).signAndSend(alice).untilFinalized();
    await expect.poll(() => balances.length).toBe(2);
    expect(balances[1]! - balances[0]!).toBe(UNIT);
    await expect.poll(() => numbers.at(-1)).toBe(node.chain.head.number);
    for (const stop of stops) await stop();
  });

  it('has twenty transactions in flight', async () => {
    const first: number = await client.call.accountNonceApi!.accountNonce!(alice.address);
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        transfer(UNIT)
          .signAndSend(alice, { nonce: first + i, tip: BigInt(i) })
          .untilFinalized(),
      ),
    );
    expect(results.every(({ dispatchError }) => dispatchError === undefined)).toBe(true);
    expect(await client.call.accountNonceApi!.accountNonce!(alice.address)).toBe(first + 20);
  });
});
