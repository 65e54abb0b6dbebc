import { calculate_state_root } from '@acala-network/chopsticks-executor';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { ApiPromise, WsProvider } from '@polkadot/api';
import type { ApiOptions, SubmittableExtrinsic } from '@polkadot/api/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { concatBytes } from '../src/node/bytes.ts';
import type { RunningNode } from '../src/node/node.ts';
import { vecOf } from '../src/node/scale.ts';
import { account, startFundedNode, UNIT } from './funded-node.ts';
import { connect } from './rpc-client.ts';

let node: RunningNode;
let api: ApiPromise;
const [alice, bob, poor] = [account('Alice'), account('Bob'), account('Poor')];

beforeAll(async () => {
  node = await startFundedNode();
  const provider = new WsProvider(node.url) as NonNullable<ApiOptions['provider']>;
  api = await ApiPromise.create({ provider, noInitWarn: true });
});

afterAll(async () => {
  await api?.disconnect();
  await node?.stop();
});

type Extrinsic = SubmittableExtrinsic<'promise'>;
type Result = Parameters<Parameters<Extrinsic['send']>[0]>[0];

/** Signs and sends; resolves with the result of the block that holds it. */
function finalized(
  extrinsic: Extrinsic,
  from: typeof alice,
  options: { nonce?: number; tip?: bigint } = {},
): Promise<Result> {
  return new Promise((resolve, reject) => {
    extrinsic
      .signAndSend(from, options, (result) => {
        if (result.isFinalized || result.isError) resolve(result);
      })
      .catch(reject);
  });
}

async function refusal(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'accepted',
    (error: Error) => error.message,
  );
}

const freeOf = async (address: string) =>
  (
    (await api.query.system!.account!(address)) as unknown as { data: { free: { toBigInt(): bigint } } }
  ).data.free.toBigInt();

describe('polkadot.js', () => {
  it('reads what the chain is', async () => {
    expect((await api.rpc.system.chain()).toString()).toBe('Test');
    expect(api.runtimeVersion.specName.toString()).toBe('plumbline');
    expect(api.registry.chainTokens).toEqual(['PLUM']);
    expect(api.consts.balances!.existentialDeposit!.toString()).not.toBe('0');
    expect(api.genesisHash.toHex()).toBe(`0x${Buffer.from(node.chain.genesisHash).toString('hex')}`);
  });

  it('transfers, sees events, and reads the balance before and after', async () => {
    const before = await api.rpc.chain.getBlockHash();
    const had = await freeOf(bob.address);
    const result = await finalized(api.tx.balances!.transferKeepAlive!(bob.address, 5n * UNIT), alice);
    const names = result.events.map(({ event }) => `${event.section}.${event.method}`);
    expect(names).toContain('balances.Transfer');
    expect(names).toContain('transactionPayment.TransactionFeePaid');
    expect(names.at(-1)).toBe('system.ExtrinsicSuccess');
    expect(await freeOf(bob.address)).toBe(had + 5n * UNIT);
    const then = await api.at(before);
    const old = (await then.query.system!.account!(bob.address)) as unknown as {
      data: { free: { toBigInt(): bigint } };
    };
    expect(old.data.free.toBigInt()).toBe(had);
  });

  it('finds the parent, the extrinsics and the state of every block', async () => {
    const header = await api.rpc.chain.getHeader();
    const block = await api.rpc.chain.getBlock(header.hash);
    expect(header.hash.toHex()).toBe((await api.rpc.chain.getBlockHash(header.number.unwrap())).toHex());
    const methods = block.block.extrinsics.map(({ method }) => `${method.section}.${method.method}`);
    expect(methods[0]).toBe('timestamp.set');
    expect((await api.rpc.chain.getHeader(header.parentHash)).number.toNumber()).toBe(
      header.number.toNumber() - 1,
    );
  });

  it('decodes the error of a call that fails, takes the fee and changes nothing else', async () => {
    const had = await freeOf(bob.address);
    const result = await finalized(api.tx.balances!.transferKeepAlive!(alice.address, 10n ** 30n), bob);
    expect(result.dispatchError?.isToken || result.dispatchError?.isModule).toBe(true);
    expect(await freeOf(bob.address)).toBeLessThan(had);
    expect(had - (await freeOf(bob.address))).toBeLessThan(UNIT);
    const sudo = await finalized(api.tx.sudo!.sudo!(api.tx.system!.remark!('0x00')), bob);
    const error = sudo.dispatchError!.asModule;
    expect(api.registry.findMetaError(error)).toMatchObject({ section: 'sudo', name: 'RequireSudo' });
  });

  it('refuses a used nonce, a fee that cannot be paid, and bytes that are no extrinsic', async () => {
    const transfer = api.tx.balances!.transferKeepAlive!(bob.address, UNIT);
    await finalized(transfer, alice);
    expect(await refusal(finalized(transfer, alice, { nonce: 0 }))).toMatch(
      /1010: Invalid Transaction: Transaction is outdated/,
    );
    expect(await refusal(finalized(transfer, poor))).toMatch(
      /1010: Invalid Transaction: Inability to pay some fees/,
    );
    await using client = await connect(node.url);
    for (const malformed of ['0x0c840001', '0x10041212', `0x81${'05'.repeat(96)}`]) {
      const { error } = await client.call('author_submitExtrinsic', malformed);
      expect(error).toMatchObject({ code: 1001, message: expect.stringContaining('invalid format') });
    }
    const head = node.chain.head.number;
    await finalized(transfer, alice);
    expect(node.chain.head.number).toBe(head + 1);
  });

  it('refuses a signature for another payload', async () => {
    const signed = await api.tx.balances!.transferKeepAlive!(bob.address, UNIT).signAsync(alice);
    const changed = signed.toU8a();
    changed[changed.length - 1]! ^= 1; // the highest byte of the amount
    const hex = `0x${Buffer.from(changed).toString('hex')}` as const;
    expect(await refusal(api.rpc.author.submitExtrinsic(hex))).toMatch(
      /1010: .*Transaction has a bad signature/,
    );
  });

  it('takes fifty transactions in flight, whatever the order of their nonces', async () => {
    const first = (await api.rpc.system.accountNextIndex(alice.address)).toNumber();
    const nonces = Array.from({ length: 50 }, (_, i) => first + ((i * 7) % 50));
    const results = await Promise.all(
      nonces.map((nonce) =>
        finalized(api.tx.system!.remark!(`0x${nonce}`.padEnd(10, '0')), alice, { nonce }),
      ),
    );
    expect(results.every((result) => result.isFinalized && !result.dispatchError)).toBe(true);
    expect((await api.rpc.system.accountNextIndex(alice.address)).toNumber()).toBe(first + 50);
  });

  it('reports both the block that holds an extrinsic and that it is final', async () => {
    const seen: string[] = [];
    const remark = api.tx.system!.remark!('0x01');
    await new Promise<void>((resolve, reject) => {
      remark
        .signAndSend(alice, ({ status }) => {
          seen.push(status.type);
          if (status.isFinalized) resolve();
        })
        .catch(reject);
    });
    expect(seen).toEqual(['Ready', 'InBlock', 'Finalized']);
  });

  it('tells subscribers of heads, of a balance and of events', async () => {
    const numbers: number[] = [];
    const balances: bigint[] = [];
    let events = 0;
    const stops = await Promise.all([
      api.rpc.chain.subscribeFinalizedHeads((header) => void numbers.push(header.number.toNumber())),
      api.query.system!.account!(bob.address, (info: unknown) => {
        balances.push((info as { data: { free: { toBigInt(): bigint } } }).data.free.toBigInt());
      }),
      api.query.system!.events!((records: { length: number }) => {
        events = records.length;
      }),
    ]);
    await finalized(api.tx.balances!.transferKeepAlive!(bob.address, UNIT), alice);
    await expect.poll(() => balances.length).toBe(2);
    expect(balances[1]! - balances[0]!).toBe(UNIT);
    expect(numbers.at(-1)).toBe(node.chain.head.number);
    expect(events).toBeGreaterThan(2);
    for (const stop of stops) (stop as unknown as () => void)();
  });

  it('estimates a fee that is then taken', async () => {
    const transfer = api.tx.balances!.transferKeepAlive!(bob.address, UNIT);
    const { partialFee } = await transfer.paymentInfo(alice);
    const had = await freeOf(alice.address);
    await finalized(transfer, alice);
    expect(had - (await freeOf(alice.address)) - UNIT).toBe(partialFee.toBigInt());
  });

  it('dry-runs without changing anything', async () => {
    const signed = await api.tx.balances!.transferKeepAlive!(bob.address, UNIT).signAsync(alice);
    const had = await freeOf(bob.address);
    const result = await api.rpc.system.dryRun(signed.toHex());
    expect(result.isOk && result.asOk.isOk).toBe(true);
    expect(await freeOf(bob.address)).toBe(had);
  });

  it('has made blocks that the runtime finds valid, with the state roots that Substrate computes', async () => {
    const { chain } = node;
    for (let number = 1; number <= chain.head.number; number++) {
      const header = chain.header(chain.blockHash(number)!)!;
      const block = concatBytes(header.encoded, vecOf(chain.body(header.hash)!));
      const state = chain.stateAt(chain.header(header.parentHash)!);
      chain.runtime.call('Core_execute_block', block, state);
      expect(toHex(state.root())).toBe(toHex(header.stateRoot));
    }
    await using client = await connect(node.url);
    const pairs = (await client.call('state_getPairs', '0x')).result;
    expect(await calculate_state_root(pairs, 1)).toBe(toHex(chain.head.stateRoot));
  });
});
