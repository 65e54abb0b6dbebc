import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import { ApiPromise, WsProvider } from '@polkadot/api';
import type { ApiOptions } from '@polkadot/api/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeValue } from '../src/node/metadata/encode-value.ts';
import { runtimeMetadata } from '../src/node/metadata/runtime-metadata.ts';
import { storageItem } from '../src/node/metadata/storage-items.ts';
import type { RunningNode } from '../src/node/node.ts';
import { asChopsticks } from './chopsticks-diff.ts';
import { account, startFundedNode, UNIT } from './funded-node.ts';
import { connect } from './rpc-client.ts';

const [alice, bob, poor] = [account('Alice'), account('Bob'), account('Poor')];
let node: RunningNode;
let api: ApiPromise;
let client: Awaited<ReturnType<typeof connect>>;

beforeAll(async () => {
  node = await startFundedNode('manual');
  const provider = new WsProvider(node.url) as NonNullable<ApiOptions['provider']>;
  api = await ApiPromise.create({ provider, noInitWarn: true });
  client = await connect(node.url);
});

afterAll(async () => {
  client?.socket.terminate();
  await api?.disconnect();
  await node?.stop();
});

async function ask(method: string, ...params: unknown[]) {
  const { result, error } = await client.call(method, ...params);
  return error ? `${error.code} ${error.message} ${error.data ?? ''}` : result;
}

type Info = { nonce: { toNumber(): number }; data: { free: { toBigInt(): bigint } } };
const infoOf = async (address: string) => (await api.query.system!.account!(address)) as unknown as Info;
const freeOf = async (address: string) => (await infoOf(address)).data.free.toBigInt();

describe('dev_setStorage by names', () => {
  it('sets values and entries of maps, in either spelling, and deletes', async () => {
    await ask('dev_setStorage', {
      System: { Account: [[[poor.address], { data: { free: String(7n * UNIT) }, nonce: 3 }]] },
      sudo: { key: bob.address },
    });
    expect(await freeOf(poor.address)).toBe(7n * UNIT);
    expect((await infoOf(poor.address)).nonce.toNumber()).toBe(3);
    expect((await api.query.sudo!.key!()).toString()).toBe(bob.address);
    await ask('dev_setStorage', { System: { account: [[poor.address, null]] }, Sudo: { Key: null } });
    expect(await freeOf(poor.address)).toBe(0n);
    expect((await api.query.sudo!.key!()).toString()).toBe('');
    const { prefix } = storageItem(runtimeMetadata(node.chain), 'System', 'BlockHash');
    const hashes = async () => ((await ask('state_getKeys', toHex(prefix))) as string[]).length;
    const before = await ask('dev_snapshot');
    expect(await hashes()).toBeGreaterThan(1);
    await ask('dev_setStorage', { System: { $removePrefix: ['BlockHash'] } });
    expect(await hashes(), 'that of the block itself').toBe(1);
    await ask('dev_revert', before);
    await ask('dev_setStorage', { Sudo: { Key: toHex(alice.publicKey) } });
    expect((await api.query.sudo!.key!()).toString()).toBe(alice.address);
  });

  it('names what it cannot read', async () => {
    const { number } = node.chain.head;
    for (const [values, problem] of [
      [{ Sytem: { Number: 1 } }, /no pallet "Sytem" with storage: there are System/],
      [{ Nope: {} }, /no pallet "Nope" with storage: there are System/],
      [{ Nope: { $removePrefix: [] } }, /no pallet "Nope" with storage/],
      [{ System: { $removePrefix: ['Nope'] } }, /System stores no "Nope"/],
      [{ System: { Numbr: 1 } }, /System stores no "Numbr"/],
      [{ System: { Number: -1 } }, /System.Number must fit u32/],
      [{ System: { Number: 'x' } }, /System.Number must be a whole number/],
      [{ System: { Account: { a: 1 } } }, /System.Account is a map/],
      [{ System: { Account: [[['nobody'], {}]] } }, /System.Account key 1 must be an address/],
      [{ System: { Account: [[[], {}]] } }, /System.Account takes 1 keys, not 0/],
      [{ System: { Account: [[[bob.address], { datum: 1 }]] } }, /System.Account has no "datum"/],
      [
        { System: { Account: [[[bob.address], { data: { free: [] } }]] } },
        /System.Account.data.free must be/,
      ],
      [{ System: 5 }, /System must be an object/],
    ] as const) {
      expect(await ask('dev_setStorage', values)).toMatch(problem);
    }
    expect(await ask('dev_setStorage', {}, toHex(node.chain.genesisHash))).toMatch(/must be the head/);
    expect(node.chain.head.number).toBe(number);
  });

  it('writes as polkadot.js reads: every value of the state, and the default of every item', async () => {
    const metadata = runtimeMetadata(node.chain);
    let values = 0;
    for (const pallet of metadata.pallets) {
      for (const { name, type } of pallet.storage?.items ?? []) {
        const id = type.tag === 'map' ? type.value.value : type.value;
        const typeName = api.registry.createLookupType(id as never);
        const item = storageItem(metadata, pallet.name, name);
        const stored = [];
        for (const key of (await ask('state_getKeysPaged', toHex(item.prefix), 20)) as string[]) {
          stored.push(fromHex((await ask('state_getStorage', key)) as string));
        }
        for (const bytes of [encodeValue(metadata.lookup, id, undefined, item.path), ...stored]) {
          const decoded = api.registry.createType(typeName, bytes);
          expect(toHex(decoded.toU8a()), item.path).toBe(toHex(bytes));
          // polkadot.js shows events in a form of its own.
          if (item.path === 'System.Events') continue;
          expect(toHex(item.encode(decoded.toJSON())), item.path).toBe(toHex(bytes));
          values++;
        }
      }
    }
    expect(values).toBeGreaterThan(50);
  });
});

describe('dev_dryRun, dev_newBlock, dev_setHead, dev_snapshot', () => {
  it('dry-runs a call as if an account had signed it, and no such extrinsic gets into the pool', async () => {
    const call = api.tx.balances!.transferKeepAlive!(poor.address, 5n * UNIT).method.toHex();
    const had = await freeOf(bob.address);
    const done = await ask('dev_dryRun', { extrinsic: { call, address: bob.address } });
    const account = storageItem(runtimeMetadata(node.chain), 'System', 'Account').key([poor.address]);
    expect(done).toMatchObject({ outcome: '0x0000' });
    const raw = (await ask('dev_dryRun', { extrinsic: { call, address: bob.address }, raw: true })) as [
      string,
      string,
    ][];
    expect(raw.map(([key]) => key)).toContain(toHex(account));
    const before = await Promise.all(
      raw.map(async ([key]) => [key, (await ask('state_getStorage', key)) as string | null] as const),
    );
    const { old, new: now, delta } = done as { old: object; new: Record<string, object>; delta: object };
    expect(now).toEqual(asChopsticks(api, raw));
    expect(Object.keys(old)).toEqual(Object.keys(now));
    const accounts = (tree: object) => (tree as { system: { account: object } }).system.account;
    expect(accounts(old)).toEqual(accounts(asChopsticks(api, before)));
    const free = (amount: bigint) => amount.toLocaleString('en');
    expect(accounts(delta)).toMatchObject({
      [bob.address]: { data: { free: [free(had), expect.any(String)] }, nonce: ['0', '1'] },
      [poor.address]: [null, { data: { free: free(5n * UNIT) } }],
    });
    expect(delta).toHaveProperty('system.events._t', 'a');
    expect(now).toMatchObject({
      system: {
        events: expect.arrayContaining([
          expect.objectContaining({
            event: expect.objectContaining({ method: 'Transfer', section: 'balances' }),
          }),
        ]),
      },
    });
    expect(await ask('dev_dryRun', { extrinsic: { call, address: poor.address }, raw: true })).toMatch(
      /^1 .*fees/,
    );
    expect(await ask('dev_dryRun', { extrinsic: { call, address: 'nobody' } })).toMatch(/^-32602 .*address/);
    expect(await ask('dev_dryRun', { extrinsic: '0x08ffff' })).toMatch(/^1 /);
    expect(await ask('dev_dryRun', { extrinsic: '0x08ff' })).toMatch(/^1 .*invalid format/);
    expect(await ask('dev_dryRun', { extrinsics: [] })).toMatch(/^-32602 .*"extrinsics"/);
    expect(await freeOf(bob.address)).toBe(had);
    const mock = api.tx(api.createType('Call', call)).signFake(bob.address, {
      nonce: 0,
      genesisHash: api.genesisHash,
      blockHash: api.genesisHash,
      runtimeVersion: api.runtimeVersion,
    } as never);
    const bytes = mock.toU8a();
    bytes.set([1, 0xde, 0xad, 0xbe, 0xef, ...Array.from({ length: 60 }, () => 0xcd)], bytes.indexOf(1, 36));
    expect(await ask('author_submitExtrinsic', toHex(bytes))).toMatch(/^1010 /);
  });

  it('makes blocks up to a height, and refuses what is for parachains', async () => {
    const { number } = node.chain.head;
    await ask('dev_newBlock', { unsafeBlockHeight: number + 5 });
    expect(node.chain.head.number).toBe(number + 5);
    expect(await ask('dev_newBlock', { dmp: [] })).toMatch(/^-32602 .*"dmp".*parachains/);
    await ask('dev_setHead', -2);
    expect(node.chain.head.number).toBe(number + 3);
    expect(await ask('dev_setHead', -1000)).toMatch(/^-32602 .*back by 1000 blocks/);
  });

  it('comes back to a snapshot', async () => {
    const head = toHex(node.chain.head.hash);
    const id = await ask('dev_snapshot');
    await ask('dev_setStorage', { System: { Account: [[[poor.address], { data: { free: 1 } }]] } });
    expect(await freeOf(poor.address)).toBe(1n);
    expect(await ask('dev_revert', id)).toBe(head);
    expect(toHex(node.chain.head.hash)).toBe(head);
    expect(await ask('dev_revert', id)).toMatch(/^-32602 /);
  });
});

describe('mock signatures', () => {
  it('are taken only where the node was told so, and never on a chain that is not for development', async () => {
    const { spec } = node.chain;
    const { startNode } = await import('../src/main.ts');
    const { silent } = await import('./fake-node.ts');
    const options = {
      sealing: 'manual' as const,
      rpcPort: 0,
      logs: () => silent,
      now: Date.now,
      mockSignatures: true,
    };
    await expect(startNode({ ...options, spec: { ...spec, chainType: 'Live' } })).rejects.toMatchObject({
      code: 'BadOption',
      message: expect.stringContaining('only a chain of type Development'),
    });
  });
});
