import { toHex } from '@plumbline/runtime-types/scale/hex';
import { DedotClient, WsProvider } from 'dedot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningNode } from '../src/node/node.ts';
import { temporaryFolder } from './fake-node.ts';
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
    expect(await query.balances!.locks!(alice.address)).toEqual([]);
    expect(await query.stakes!.registrations!(['Solver', alice.address])).toBeUndefined();
    const registrations = query.stakes!.registrations! as unknown as {
      entries(kind: string): Promise<unknown[]>;
    };
    expect(await registrations.entries('Solver'), 'of a double map, below its first key').toEqual([]);
  });

  // dedot has pages over the legacy one only.
  it('reads a map in pages', async ({ skip }) => {
    skip(rpcVersion !== 'legacy', "dedot's client for this JSON-RPC has no pages");
    const accounts = client.query.system!.account!;
    const all = (await accounts.entries()).map(([key]) => String(key.address()));
    const [first] = await accounts.pagedKeys({ pageSize: 1 });
    const startKey = accounts.rawKey(first!);
    const rest = await accounts.pagedEntries({ pageSize: 100, startKey });
    expect([first!, ...rest.map(([key]) => key)].map((key) => String(key.address()))).toEqual(all);
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

  it('signs for ever, for a few blocks, and with a tip', async () => {
    const chargeOf = async (options: Parameters<ReturnType<typeof transfer>['sign']>[1]) => {
      const { status, events } = await transfer(UNIT).signAndSend(alice, options).untilFinalized();
      expect(status.type).toBe('Finalized');
      const paid = client.events.transactionPayment!.TransactionFeePaid!;
      return events
        .map(({ event }) => (paid.is(event) ? event.palletEvent.data.tip : undefined))
        .find(Boolean);
    };
    expect(await chargeOf({ mortality: { type: 'Immortal' } })).toBeUndefined();
    expect(await chargeOf({ mortality: { type: 'Mortal', period: 8 } })).toBeUndefined();
    expect(await chargeOf({ tip: 7n })).toBe(7n);
  });

  it('makes many calls as one, and finds which of them failed and why', async () => {
    const bad = client.tx.balances!.transferKeepAlive!(poor.address, 1n).call;
    const calls = [transfer(UNIT).call, bad, transfer(UNIT).call];
    const all = await client.tx.utility!.batchAll!(calls).signAndSend(alice).untilFinalized();
    expect(all.dispatchError).toEqual({ type: 'Token', value: 'BelowMinimum' });
    const forced = await client.tx.utility!.forceBatch!(calls).signAndSend(alice).untilFinalized();
    expect(forced.dispatchError).toBeUndefined();
    const { ItemCompleted, ItemFailed } = client.events.utility!;
    const failed = forced.events.map(({ event }) => event).filter(ItemFailed!.is);
    expect(forced.events.filter(({ event }) => ItemCompleted!.is(event))).toHaveLength(2);
    expect(failed[0]!.palletEvent.data.error).toEqual({ type: 'Token', value: 'BelowMinimum' });
  });

  it('has fifty transactions in flight', async () => {
    const first: number = await client.call.accountNonceApi!.accountNonce!(alice.address);
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        transfer(UNIT)
          .signAndSend(alice, { nonce: first + i, tip: BigInt(i) })
          .untilFinalized(),
      ),
    );
    expect(results.every(({ dispatchError }) => dispatchError === undefined)).toBe(true);
    expect(await client.call.accountNonceApi!.accountNonce!(alice.address)).toBe(first + 50);
  });

  it('reconnects to a node that was started again, and goes on where it was', async () => {
    await using folder = await temporaryFolder();
    const before = await startFundedNode('instant', { basePath: folder.path });
    await before.sealer.seal();
    const provider = new WsProvider({ endpoint: before.url, retryDelayMs: 50 });
    const other = await DedotClient.create({ provider, rpcVersion });
    const send = () =>
      other.tx.balances!.transferKeepAlive!(bob.address, UNIT).signAndSend(alice).untilFinalized();
    expect(await send()).toMatchObject({ status: { value: { blockNumber: 2 } } });
    const left = new Promise((resolve) => provider.once('disconnected', resolve));
    await before.stop();
    await left;
    const ready = new Promise((resolve) => other.once('ready', resolve as () => void));
    await using after = await startFundedNode('instant', { rpcPort: before.port, basePath: folder.path });
    await ready;
    expect(await send()).toMatchObject({ status: { value: { blockNumber: 3 } } });
    expect(after.chain.head.number).toBe(3);
    await other.disconnect();
  });
});
