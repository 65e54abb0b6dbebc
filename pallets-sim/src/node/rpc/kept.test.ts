import { toHex } from '@plumbline/runtime-types/scale/hex';
import { expect, it } from 'vitest';
import { silent } from '../../../test/fake-node.ts';
import { createFakeRuntime, fakeSpec } from '../../../test/fake-runtime.ts';
import { fakeTransaction } from '../../../test/fake-transaction.ts';
import { connect } from '../../../test/rpc-client.ts';
import { startNode } from '../node.ts';
import { Kept } from './kept.ts';
import type { RpcLimits } from './limits.ts';

const start = (rpcLimits: Partial<RpcLimits>, state?: Record<string, string>) =>
  startNode({
    ...{ runtime: createFakeRuntime(), spec: fakeSpec(state), sealing: 'manual', rpcPort: 0, rpcLimits },
    ...{ logs: () => silent, now: Date.now },
  });

const long = (length: number) => `0x${'5a'.repeat(length)}`;
const hexKey = (text: string) => toHex(new TextEncoder().encode(text));

it('counts what is kept, and what is let go once', () => {
  const kept = new Kept(10);
  const first = kept.add(4);
  const second = kept.add(6);
  expect([first, second, kept.add(1)]).toEqual([expect.any(Function), expect.any(Function), undefined]);
  for (let time = 0; time < 3; time++) first?.();
  expect(kept.add(5)).toBeUndefined();
  expect(kept.add(4)).toBeDefined();
});

it('a client has a share of the memory, which it gets back when it has ended something', async () => {
  const state = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`k${i}`, '0x01']));
  await using node = await start({ keptBytes: 10_000, behindBytes: 1e6 }, state);
  await using client = await connect(node.url);
  const ask = async (method: string, ...params: unknown[]) => {
    const { result, error } = await client.call(method, ...params);
    return error ? error.code : (result as never);
  };

  const first = await ask('state_subscribeStorage', [long(6_000)]);
  expect(await ask('state_subscribeStorage', [long(6_000)])).toBe(-32006);
  expect(await ask('transaction_v1_broadcast', long(6_000))).toBeNull();
  expect(await ask('state_unsubscribeStorage', first)).toBe(true);
  // Few bytes, but each an object.
  expect(await ask('state_subscribeStorage', Array(100).fill('0x01'))).toBe(-32006);

  const broadcast = await ask('transaction_v1_broadcast', long(6_000));
  expect(broadcast).toEqual(expect.any(String));
  expect(
    await ask('archive_v1_storage', toHex(node.chain.genesisHash), [{ key: long(6_000), type: 'value' }]),
  ).toBe(-32006);
  expect(await ask('transaction_v1_stop', broadcast)).toBeNull();

  const hash = toHex(node.chain.head.hash);
  const follow = await ask('chainHead_v1_follow', true);
  const items = [
    { key: hexKey('k'), type: 'descendantsValues' },
    { key: long(6_000), type: 'value' },
  ];
  expect(await ask('chainHead_v1_storage', follow, hash, items)).toMatchObject({ result: 'started' });
  await expect
    .poll(() => ask('chainHead_v1_storage', follow, hash, items), { message: 'the first has been answered' })
    .toMatchObject({ result: 'started' });
  expect(await ask('chainHead_v1_storage', follow, hash, [{ key: long(12_000), type: 'value' }])).toEqual({
    result: 'limitReached',
  });
});

it('a broadcast takes no share any more once a block holds it', async () => {
  const extrinsic = fakeTransaction({ who: 1, nonce: 0 });
  await using node = await start({ keptBytes: 256 + extrinsic.length });
  await using client = await connect(node.url);
  const broadcast = async (who: number) =>
    (await client.call('transaction_v1_broadcast', toHex(fakeTransaction({ who, nonce: 0 })))).result;
  const first = await broadcast(1);
  expect([first, await broadcast(2)]).toEqual([expect.any(String), null]);
  await expect.poll(() => node.pool.readyCount).toBe(1);
  await node.sealer.seal();
  expect(await broadcast(2)).toEqual(expect.any(String));
  expect((await client.call('transaction_v1_stop', first)).error).toBeUndefined();
  expect(await broadcast(3)).toBeNull();
});

it('all of a large state comes as fast as it is read, and no reader is cut off', async () => {
  const count = 2_500;
  const state = Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, long(4_000)]));
  await using node = await start({ behindBytes: 10_000, unreadBytes: 3_000_000 }, state);
  await using slow = await connect(node.url);
  await using other = await connect(node.url);
  const items = [{ key: hexKey('k'), type: 'descendantsValues' }];
  const { result } = await slow.call('archive_v1_storage', toHex(node.chain.genesisHash), items);
  slow.socket.pause();
  for (let i = 0; i < 200; i++) expect((await other.call('system_name')).error).toBeUndefined();
  slow.socket.resume();
  const events = (await slow.results(result, count + 1)) as { event: string; key: string }[];
  expect(events.at(-1)).toEqual({ event: 'storageDone' });
  expect(new Set(events.map(({ key }) => key)).size).toBe(count + 1);
});

it('a reader is not cut off either when each value of a state is large', async () => {
  const state = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`k${i}`, long(500_000)]));
  await using node = await start({ behindBytes: 10_000, unreadBytes: 2_500_000 }, state);
  await using client = await connect(node.url);
  const items = [{ key: hexKey('k'), type: 'descendantsValues' }];
  const { result } = await client.call('archive_v1_storage', toHex(node.chain.genesisHash), items);
  const events = await client.results(result, 9);
  expect(events.at(-1)).toEqual({ event: 'storageDone' });
});
