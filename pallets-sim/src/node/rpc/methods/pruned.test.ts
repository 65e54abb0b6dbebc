import { toHex } from '@plumbline/runtime-types/scale/hex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFundedNode } from '../../../../test/funded-node.ts';
import { connect } from '../../../../test/rpc-client.ts';
import type { RunningNode } from '../../node.ts';

let node: RunningNode;
beforeAll(async () => {
  node = await startFundedNode('manual', { pruning: { state: 4, blocks: 6 } });
});
afterAll(() => node?.stop());

const KEY = toHex(new TextEncoder().encode(':code'));

describe('a node that prunes', () => {
  it('says of a state that is gone what Substrate says, and keeps what a follower has pinned', async () => {
    await using client = await connect(node.url);
    await using follower = await connect(node.url);
    const hashes: unknown[] = [(await client.call('chain_getBlockHash')).result];
    const mine = async (count: number) => {
      for (let i = 0; i < count; i++) {
        await client.call('dev_newBlock');
        hashes.push((await client.call('chain_getBlockHash')).result);
      }
    };
    await mine(3);
    const { result: follow } = await follower.call('chainHead_v1_follow', false);
    await mine(20);
    const discarded = { code: 4003, message: expect.stringContaining('State already discarded for 0x') };
    // The follower began with genesis, so that is still there while it holds it.
    expect((await client.call('state_getStorage', KEY, hashes[0])).error).toBeUndefined();
    // Its extrinsics are not held with it.
    const { result: body } = await follower.call('chainHead_v1_body', follow, hashes[1]);
    const { operationId } = body as { operationId: string };
    for (let count = 1; ; count++) {
      const last = (await follower.results(follow, count)).at(-1);
      if ((last as { operationId?: string }).operationId !== operationId) continue;
      expect(last).toEqual({ event: 'operationInaccessible', operationId });
      break;
    }
    await follower.call('chainHead_v1_unfollow', follow);
    await mine(1);
    for (const [method, ...params] of [
      ['state_getStorage', KEY, hashes[0]],
      ['state_getReadProof', [KEY], hashes[0]],
      ['state_getKeysPaged', '0x', 10, null, hashes[0]],
      ['state_call', 'Core_version', '0x', hashes[0]],
      ['dev_setHead', hashes[0]],
    ] as [string, ...unknown[]][]) {
      expect((await client.call(method, ...params)).error, method).toMatchObject(discarded);
    }
    expect((await client.call('archive_v1_call', hashes[0], 'Core_version', '0x')).result).toEqual({
      success: false,
      error: expect.stringContaining('State already discarded for 0x'),
    });
    const query = [{ key: KEY, type: 'value' }];
    const { result: storage } = await client.call('archive_v1_storage', hashes[0], query, null);
    expect(await client.results(storage, 1)).toEqual([
      { event: 'storageError', error: expect.stringContaining('State already discarded for 0x') },
    ]);
    expect((await client.call('state_getStorage', KEY, hashes.at(-4))).error).toBeUndefined();
    expect((await client.call('state_getStorage', KEY, hashes.at(-5))).error).toMatchObject(discarded);
    expect((await client.call('chain_getHeader', hashes[1])).result).toMatchObject({ number: '0x1' });
    expect((await client.call('chain_getBlock', hashes[1])).result).toBeNull();
    expect((await client.call('chain_getBlock', hashes.at(-6))).result).not.toBeNull();
  });

  it('keeps what an operation reads when its block is unpinned meanwhile, until it is over', async () => {
    await using small = await startFundedNode('manual', {
      pruning: { state: 4, blocks: 6 },
      chainHeadLimits: { pageItems: 5 },
    });
    await using client = await connect(small.url);
    const { result: follow } = await client.call('chainHead_v1_follow', false);
    const { result: hash } = await client.call('chain_getBlockHash');
    const items = [{ key: '0x', type: 'descendantsHashes' }];
    const { result } = await client.call('chainHead_v1_storage', follow, hash, items, null);
    const { operationId } = result as { operationId: string };
    const told = async (done: (names: string[]) => boolean): Promise<string[]> => {
      for (let count = 1; ; count++) {
        const results = (await client.results(follow, count)) as { event: string; operationId?: string }[];
        const names = results.filter((one) => one.operationId === operationId).map(({ event }) => event);
        if (done(names)) return names;
        count = results.length;
      }
    };
    const waits = (names: string[]) => names.filter((name) => name === 'operationWaitingForContinue').length;
    await told((names) => waits(names) === 1);
    expect((await client.call('chainHead_v1_unpin', follow, hash)).result).toBeNull();
    const isKept = async () => (await client.call('state_getStorage', KEY, hash)).error === undefined;
    await client.call('dev_newBlock', { count: 8 });
    expect(await isKept()).toBe(true);
    for (let page = 2, isOver = false; !isOver; page++) {
      await client.call('chainHead_v1_continue', follow, operationId);
      const names = await told((seen) => waits(seen) === page || /Done|Inacc|Error/.test(seen.at(-1) ?? ''));
      isOver = waits(names) < page;
      if (isOver) expect(names.at(-1)).toBe('operationStorageDone');
    }
    await client.call('dev_newBlock');
    expect(await isKept()).toBe(false);
  });
});
