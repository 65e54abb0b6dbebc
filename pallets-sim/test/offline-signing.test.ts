import { toHex } from '@plumbline/runtime-types/scale/hex';
import { ApiPromise } from '@polkadot/api';
import type { ApiOptions } from '@polkadot/api/types';
import { blake2AsHex } from '@polkadot/util-crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningNode } from '../src/node/node.ts';
import { account, startFundedNode, UNIT } from './funded-node.ts';
import { connect } from './rpc-client.ts';

const [alice, bob] = [account('Alice'), account('Bob')];
let node: RunningNode;
let client: Awaited<ReturnType<typeof connect>>;

beforeAll(async () => {
  node = await startFundedNode('manual');
  client = await connect(node.url);
});

afterAll(async () => {
  client?.socket.terminate();
  await node?.stop();
});

const ask = async <T>(method: string, ...params: unknown[]): Promise<T> =>
  (await client.call(method, ...params)).result as T;

/** What somebody with a connection hands to the one who signs, as `/transaction/material` of sidecar has it. */
async function material() {
  const blockHash = await ask<string>('chain_getBlockHash');
  const { number } = await ask<{ number: string }>('chain_getHeader', blockHash);
  const version = await ask<{ specVersion: number; transactionVersion: number }>('state_getRuntimeVersion');
  return {
    blockHash,
    blockNumber: Number(number),
    genesisHash: await ask<string>('chain_getBlockHash', 0),
    metadata: await ask<`0x${string}`>('state_getMetadata'),
    nonce: await ask<number>('system_accountNextIndex', alice.address),
    version,
  };
}

type Material = Awaited<ReturnType<typeof material>>;

/** A polkadot.js that knows what it was handed, and can ask nobody. */
function offline({ metadata, genesisHash, version }: Material): Promise<ApiPromise> {
  const answers: Record<string, unknown> = {
    rpc_methods: { methods: [] },
    system_chain: 'Test',
    system_properties: { ss58Format: 42 },
    chain_getBlockHash: genesisHash,
    state_getMetadata: metadata,
    state_getRuntimeVersion: version,
  };
  const provider = {
    isClonable: false,
    hasSubscriptions: false,
    isConnected: true,
    clone: () => provider,
    connect: async () => {},
    disconnect: async () => {},
    on(type: string, notify: () => void) {
      if (type === 'connected') queueMicrotask(notify);
      return () => {};
    },
    async send(method: string) {
      if (method in answers) return answers[method];
      throw new Error(`nobody is there to answer ${method}`);
    },
    async subscribe(_type: string, method: string) {
      throw new Error(`nobody is there to answer ${method}`);
    },
    async unsubscribe() {
      return true;
    },
  };
  return ApiPromise.create({
    provider: provider as unknown as NonNullable<ApiOptions['provider']>,
    noInitWarn: true,
  });
}

/** Signs in the steps of txwrapper: a payload, its signature, and the two put together. */
async function signOffline(given: Material, options: { period?: number; tip?: bigint }): Promise<string> {
  const api = await offline(given);
  const { registry } = api;
  const { method } = api.tx.balances!.transferKeepAlive!(bob.address, UNIT);
  const { period, tip = 0n } = options;
  const current = { current: given.blockNumber, period };
  const fields = {
    method: method.toHex(),
    era: registry.createType('ExtrinsicEra', period === undefined ? '0x00' : current).toHex(),
    blockHash: period === undefined ? given.genesisHash : given.blockHash,
    genesisHash: given.genesisHash,
    nonce: given.nonce,
    tip,
    ...given.version,
  };
  const payload = registry.createType('ExtrinsicPayload', fields, { version: 4 });
  const { signature } = payload.sign(alice);
  const extrinsic = registry.createType('Extrinsic', { method }, { version: 4 });
  extrinsic.addSignature(alice.address, signature, payload.toHex());
  await api.disconnect();
  return extrinsic.toHex();
}

it.each([
  ['for ever', {}],
  ['for sixteen blocks', { period: 16 }],
  ['with a tip', { period: 16, tip: 5n }],
] as const)('a transaction signed without a connection is taken: %s', async (_name, options) => {
  const given = await material();
  const signed = await signOffline(given, options);
  expect(await ask('author_submitExtrinsic', signed)).toBe(blake2AsHex(signed));
  const info = await ask<{ class: string; partialFee: string }>('payment_queryInfo', signed);
  expect(info).toMatchObject({
    class: 'normal',
    partialFee: expect.stringMatching(/^[1-9]\d*$/),
    // Substrate's spelling: serde leaves these names as they are.
    weight: { ref_time: expect.any(Number), proof_size: expect.any(Number) },
  });
  await ask('dev_newBlock');
  expect(node.chain.body(node.chain.head.hash)!.map(toHex)).toContain(signed);
  expect(await ask('system_accountNextIndex', alice.address)).toBe(given.nonce + 1);
});

it('one that was signed for too long ago, or for another chain, is not', async () => {
  const given = await material();
  const old = await signOffline(given, { period: 4 });
  await ask('dev_newBlock', { count: 5 });
  const elsewhere = { ...(await material()), genesisHash: `0x${'77'.repeat(32)}` };
  // What is signed holds the hash of the era's first block, and that of genesis.
  for (const signed of [old, await signOffline(elsewhere, { period: 16 })]) {
    expect((await client.call('author_submitExtrinsic', signed)).error).toMatchObject({
      code: 1010,
      message: 'Invalid Transaction',
      data: expect.stringMatching(/^Transaction has a bad signature/),
    });
  }
});
