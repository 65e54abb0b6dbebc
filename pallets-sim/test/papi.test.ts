import { toHex } from '@plumbline/runtime-types/scale/hex';
import { blake2AsU8a, xxhashAsHex } from '@polkadot/util-crypto';
import { createClient, Enum, type PolkadotClient, type TxEvent } from 'polkadot-api';
import { getPolkadotSigner } from 'polkadot-api/signer';
import { getWsProvider } from 'polkadot-api/ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningNode } from '../src/node/node.ts';
import { temporaryFolder } from './fake-node.ts';
import { account, startFundedNode, UNIT } from './funded-node.ts';

const [alice, bob, poor] = [account('Alice'), account('Bob'), account('Poor')];
const signerOf = (pair: typeof alice) =>
  getPolkadotSigner(pair.publicKey, 'Sr25519', (message) => pair.sign(message));

/** The unsafe API decodes everything and types nothing. */
type Account = { data: { free: bigint } };

let node: RunningNode;
let client: PolkadotClient;
const api = () => client.getUnsafeApi();
const transfer = (to: typeof alice, value: bigint) =>
  api().tx.Balances!.transfer_keep_alive!({ dest: Enum('Id', to.address), value });
const freeOf = async (pair: typeof alice, at = 'finalized'): Promise<bigint> => {
  const info = await api().query.System!.Account!.getValue(pair.address, { at });
  return (info as Account).data.free;
};

beforeAll(async () => {
  node = await startFundedNode();
  client = createClient(getWsProvider(node.url));
});

afterAll(async () => {
  client?.destroy();
  await node?.stop();
});

describe('polkadot-api', () => {
  it('connects to a chain that has no block but its genesis', async () => {
    const spec = await client.getChainSpecData();
    expect(spec).toMatchObject({ name: 'Test', genesisHash: toHex(node.chain.genesisHash) });
    expect(await client.getFinalizedBlock()).toMatchObject({ number: 0, hash: spec.genesisHash });
  });

  it('takes metadata of version 16, constants and the runtime’s version', async () => {
    const metadata = await client.getMetadata((await client.getFinalizedBlock()).hash);
    expect(toHex(metadata.subarray(0, 5))).toBe('0x6d65746110');
    expect(await api().constants.Balances!.ExistentialDeposit!()).toBeTypeOf('bigint');
    expect(await api().constants.System!.Version!()).toMatchObject({ spec_name: 'plumbline' });
    expect(await api().apis.Core!.version!()).toMatchObject({ spec_name: 'plumbline' });
  });

  it('reads a value, many values, a whole map, a double map and a raw key', async () => {
    const { query } = api();
    expect(await query.System!.Number!.getValue()).toBe(node.chain.head.number);
    expect(await query.Sudo!.Key!.getValue()).toBe(alice.address);
    expect(await query.System!.Account!.getValues([[alice.address], [poor.address]])).toMatchObject([
      { providers: 1 },
      { providers: 0 },
    ]);
    const accounts = await query.System!.Account!.getEntries();
    expect(accounts.map(({ keyArgs: [address] }) => address)).toEqual(
      expect.arrayContaining([alice.address, bob.address]),
    );
    expect(await query.Stakes!.Registrations!.getEntries(Enum('Solver'))).toEqual([]);
    const key = `${xxhashAsHex('Sudo', 128)}${xxhashAsHex('Key', 128).slice(2)}`;
    expect(await client.rawQuery(key)).toBe(toHex(alice.publicKey));
  });

  it('signs, submits, and finds the events of the finalised block', async () => {
    const had = await freeOf(bob);
    const { hash: before } = await client.getFinalizedBlock();
    const result = await transfer(bob, 5n * UNIT).signAndSubmit(signerOf(alice));
    expect(result.ok).toBe(true);
    expect(result.block.hash).toBe(toHex(node.chain.head.hash));
    const names = result.events.map(({ type, value }) => `${type}.${value.type}`);
    expect(names).toEqual([
      'Balances.Withdraw',
      'Balances.Transfer',
      'TransactionPayment.TransactionFeePaid',
      'System.ExtrinsicSuccess',
    ]);
    expect(await freeOf(bob)).toBe(had + 5n * UNIT);
    expect(await freeOf(bob, before), 'the block before').toBe(had);
    expect(await freeOf(bob, toHex(node.chain.genesisHash)), 'a block that is not pinned').toBe(
      1_000_000n * UNIT,
    );
  });

  it('follows a transaction from the pool to finality', async () => {
    const seen: TxEvent['type'][] = [];
    await new Promise<void>((complete, error) => {
      const remark = api().tx.System!.remark!({ remark: new Uint8Array([1]) });
      remark
        .signSubmitAndWatch(signerOf(alice))
        .subscribe({ next: ({ type }) => seen.push(type), complete, error });
    });
    expect(seen.slice(0, 2)).toEqual(['signed', 'broadcasted']);
    expect(seen.at(-1)).toBe('finalized');
    expect(seen).toContain('txBestBlocksState');
  });

  it('estimates the fee that is then taken', async () => {
    const tx = transfer(bob, UNIT);
    const fee = await tx.getEstimatedFees(alice.address);
    const had = await freeOf(alice);
    await tx.signAndSubmit(signerOf(alice));
    expect(had - (await freeOf(alice)) - UNIT).toBe(fee);
  });

  it('decodes the error of a call that fails', async () => {
    const call = api().tx.System!.remark!({ remark: new Uint8Array() }).decodedCall;
    const result = await api().tx.Sudo!.sudo!({ call }).signAndSubmit(signerOf(bob));
    expect(result).toMatchObject({
      ok: false,
      dispatchError: { type: 'Module', value: { type: 'Sudo', value: { type: 'RequireSudo' } } },
    });
  });

  it('is told why a transaction is invalid', async () => {
    await expect(transfer(bob, UNIT).signAndSubmit(signerOf(poor))).rejects.toThrow(/"Payment"/);
    const stale = transfer(bob, UNIT).signAndSubmit(signerOf(alice), { nonce: 0 });
    await expect(stale).rejects.toThrow(/"Stale"/);
  });

  it('signs for ever, for a few blocks, and with a tip', async () => {
    const results = [];
    for (const options of [
      { mortality: { mortal: false as const } },
      { mortality: { mortal: true as const, period: 8 } },
      { tip: 7n },
    ]) {
      results.push(await transfer(bob, UNIT).signAndSubmit(signerOf(alice), options));
    }
    expect(results.map(({ ok }) => ok)).toEqual([true, true, true]);
    const paid = results[2]!.events.find(({ value }) => value.type === 'TransactionFeePaid');
    expect(paid?.value.value).toMatchObject({ tip: 7n });
  });

  it('makes many calls as one, and finds which of them failed and why', async () => {
    const good = transfer(bob, UNIT).decodedCall;
    const bad = transfer(poor, 1n).decodedCall;
    const batch = (name: string) => api().tx.Utility![name]!({ calls: [good, bad, good] });
    const all = await batch('batch_all').signAndSubmit(signerOf(alice));
    expect(all).toMatchObject({
      ok: false,
      dispatchError: { type: 'Token', value: { type: 'BelowMinimum' } },
    });
    const forced = await batch('force_batch').signAndSubmit(signerOf(alice));
    const outcomes = forced.events.filter(({ type }) => type === 'Utility').map(({ value }) => value);
    expect(outcomes).toMatchObject([
      { type: 'ItemCompleted' },
      { type: 'ItemFailed', value: { error: { type: 'Token', value: { type: 'BelowMinimum' } } } },
      { type: 'ItemCompleted' },
      { type: 'BatchCompletedWithErrors' },
    ]);
  });

  it('watches a balance and the finalised blocks', async () => {
    const balances: bigint[] = [];
    const numbers: number[] = [];
    const subscriptions = [
      api()
        .query.System!.Account!.watchValue(bob.address, { at: 'best' })
        .subscribe(({ value }) => balances.push((value as Account).data.free)),
      client.finalizedBlock$.subscribe(({ number }) => numbers.push(number)),
    ];
    await expect.poll(() => balances.length).toBe(1);
    await transfer(bob, UNIT).signAndSubmit(signerOf(alice));
    await expect.poll(() => balances.length).toBe(2);
    expect(balances[1]! - balances[0]!).toBe(UNIT);
    await expect.poll(() => numbers.at(-1)).toBe(node.chain.head.number);
    for (const subscription of subscriptions) subscription.unsubscribe();
  });

  it('has fifty transactions in flight, whatever the order of their nonces', async () => {
    const first = (await api().apis.AccountNonceApi!.account_nonce!(alice.address)) as number;
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        transfer(bob, UNIT).signAndSubmit(signerOf(alice), { nonce: first + ((i * 7) % 50) }),
      ),
    );
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(await api().apis.AccountNonceApi!.account_nonce!(alice.address)).toBe(first + 50);
  });

  it('finds extrinsics in the bodies of blocks', async () => {
    const result = await transfer(bob, UNIT).signAndSubmit(signerOf(alice));
    const body = await client.getBlockBody(result.block.hash);
    expect(body.map((bytes) => toHex(blake2AsU8a(bytes)))[result.block.index]).toBe(result.txHash);
    expect(await client.getBlockHeader(result.block.hash)).toMatchObject({ number: result.block.number });
  });

  it('reconnects to a node that was started again, and goes on where it was', async () => {
    await using folder = await temporaryFolder();
    const before = await startFundedNode('instant', { basePath: folder.path });
    const other = createClient(getWsProvider(before.url));
    const send = () => {
      const { tx } = other.getUnsafeApi();
      const call = tx.Balances!.transfer_keep_alive!({ dest: Enum('Id', bob.address), value: UNIT });
      return call.signAndSubmit(signerOf(alice));
    };
    expect((await send()).block.number).toBe(1);
    await before.stop();
    await using _after = await startFundedNode('instant', { rpcPort: before.port, basePath: folder.path });
    expect((await send()).block.number).toBe(2);
    other.destroy();
  });
});
