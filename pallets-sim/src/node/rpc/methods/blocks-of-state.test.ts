import { toHex } from '@plumbline/runtime-types/scale/hex';
import { expect, it } from 'vitest';
import { silent } from '../../../../test/fake-node.ts';
import { createFakeRuntime, fakeSpec } from '../../../../test/fake-runtime.ts';
import { connect } from '../../../../test/rpc-client.ts';
import { startNode } from '../../node.ts';

async function world() {
  const node = await startNode({
    runtime: createFakeRuntime(),
    spec: fakeSpec({ a: '0x01', aa: '0x0203', ab: `0x${'05'.repeat(40)}` }),
    sealing: 'manual',
    rpcPort: 0,
    logs: () => silent,
    now: () => 1_000_000,
  });
  const client = await connect(node.url);
  const ask = async (method: string, ...params: unknown[]) => {
    const { result, error } = await client.call(method, ...params);
    return error ? `${error.code} ${error.message}` : result;
  };
  const close = async () => {
    await client[Symbol.asyncDispose]();
    await node.stop();
  };
  return { node, client, ask, genesis: toHex(node.chain.genesisHash), [Symbol.asyncDispose]: close };
}

const key = (text: string) => toHex(new TextEncoder().encode(text));
const unknown = `0x${'11'.repeat(32)}`;

it('state_getStorageSize: of a value, and of all values below a key that has none', async () => {
  await using chain = await world();
  const { ask, genesis } = chain;
  expect(await ask('state_getStorageSize', key('a'))).toBe(1);
  expect(await ask('state_getStorageSize', key('ab'))).toBe(40);
  await ask('dev_setStorage', [[key('a'), null]]);
  expect(await ask('state_getStorageSize', key('a'))).toBe(42);
  expect(await ask('state_getStorageSizeAt', key('a'), genesis)).toBe(1);
  expect(await ask('state_getStorageSize', key('b'))).toBe(null);
  expect(await ask('state_getStorageSize', key('a'), unknown)).toMatch(/^4003 .*Header was not found/);
  await using many = await world();
  const values = Array.from({ length: 1234 }, (_, i) => [key(`m${i}`), '0x0102']);
  await many.ask('dev_setStorage', values);
  expect(await many.ask('state_getStorageSize', key('m'))).toBe(2468);
});

it('state_queryStorageAt: each key once, nothing for no keys, and blocks by Substrate’s error', async () => {
  await using chain = await world();
  const { ask, genesis } = chain;
  expect(await ask('state_queryStorageAt', [key('a'), key('zz'), key('a')])).toEqual([
    {
      block: genesis,
      changes: [
        [key('a'), '0x01'],
        [key('zz'), null],
      ],
    },
  ]);
  expect(await ask('state_queryStorageAt', [])).toEqual([]);
  expect(await ask('state_queryStorageAt', [key('a')], unknown)).toMatch(
    /^4001 .*Header was not found in the database: 0x11/,
  );
});

it('state_queryStorage: along the parents of the last block, whether the head has left them or not', async () => {
  await using chain = await world();
  const { ask, genesis } = chain;
  const first = await ask('dev_setStorage', [[key('a'), '0x11']]);
  const left = await ask('dev_setStorage', [[key('a'), '0x12']]);
  await ask('dev_setHead', first);
  const right = await ask('dev_setStorage', [[key('a'), '0x13']]);
  const seen = async (from: unknown, to?: unknown) => {
    const sets = await ask('state_queryStorage', [key('a')], from, to ?? null);
    return Array.isArray(sets) ? sets.map(({ block, changes }) => [block, changes[0][1]]) : sets;
  };
  const until = [
    [genesis, '0x01'],
    [first, '0x11'],
  ];
  expect(await seen(genesis, left)).toEqual([...until, [left, '0x12']]);
  expect(await seen(genesis)).toEqual([...until, [right, '0x13']]);
  expect(await seen(left, right)).toMatch(/^4001 .*from and to are on different forks/);
  expect(await seen(right, genesis)).toMatch(/^4001 .*\['"2 \(0x.*from number > to number/);
  expect(await seen(genesis, unknown)).toBe(
    `4001 Cannot resolve a block range ['"${genesis}"' ... '"Some(${unknown})"]. UnknownBlock: Header was not found in the database: ${unknown}`,
  );
  expect(await seen(unknown)).toMatch(/^4001 /);
});

it('state_subscribeStorage of no keys tells nothing', async () => {
  await using chain = await world();
  const { client, ask } = chain;
  const silentOne = await ask('state_subscribeStorage', []);
  const other = await ask('state_subscribeStorage', [key('number')]);
  await ask('dev_newBlock');
  expect(await client.results(other, 2)).toHaveLength(2);
  expect(await client.results(silentOne, 0)).toEqual([]);
});

it('the runtime’s version has the state version under both of its names', async () => {
  await using chain = await world();
  const version = await chain.ask('state_getRuntimeVersion');
  expect(version).toMatchObject({ stateVersion: 1, systemVersion: 1 });
});

it('system_syncState: the block that the node started with stays', async () => {
  await using chain = await world();
  await chain.ask('dev_newBlock', { count: 3 });
  expect(await chain.ask('system_syncState')).toEqual({ startingBlock: 0, currentBlock: 3, highestBlock: 3 });
});
