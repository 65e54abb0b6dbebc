import { toHex } from '@plumbline/runtime-types/scale/hex';
import { describe, expect, it } from 'vitest';
import { silent, temporaryFolder } from '../../../../test/fake-node.ts';
import { createFakeRuntime, fakeSpec } from '../../../../test/fake-runtime.ts';
import { fakeTransaction } from '../../../../test/fake-transaction.ts';
import { connect } from '../../../../test/rpc-client.ts';
import { type NodeOptions, startNode } from '../../node.ts';

const start = (options: Partial<NodeOptions> = {}) =>
  startNode({
    runtime: createFakeRuntime(),
    spec: fakeSpec(),
    sealing: 'manual',
    rpcPort: 0,
    logs: () => silent,
    now: () => 1_000_000,
    ...options,
  });

const key = (text: string) => toHex(new TextEncoder().encode(text));
const transaction = (who: number, nonce: number, tip = 0) => toHex(fakeTransaction({ who, nonce, tip }));

/** A node, and calls to it that give the result or the error's code and message. */
async function world(options: Partial<NodeOptions> = {}) {
  const node = await start(options);
  const client = await connect(node.url);
  const ask = async (method: string, ...params: unknown[]) => {
    const { result, error } = await client.call(method, ...params);
    return error ? `${error.code} ${error.message} ${error.data ?? ''}` : result;
  };
  const close = async () => {
    await client[Symbol.asyncDispose]();
    await node.stop();
  };
  return { node, client, ask, [Symbol.asyncDispose]: close };
}

describe('dev_newBlock', () => {
  it('makes one block, many, or all up to a number', async () => {
    await using chain = await world();
    const { node, ask } = chain;
    expect(await ask('dev_newBlock')).toBe(toHex(node.chain.head.hash));
    expect(node.chain.head.number).toBe(1);
    await ask('dev_newBlock', { count: 3 });
    expect(node.chain.head.number).toBe(4);
    await ask('dev_newBlock', { to: 6, count: 1 });
    expect(node.chain.head.number, 'all up to 6').toBe(6);
    expect(await ask('dev_newBlock', { unsafeBlockHeight: 10 })).toBe(toHex(node.chain.blockHash(10)!));
    for (const bad of [
      { count: 0 },
      { count: 20_000 },
      { to: 10 },
      { unsafeBlockHeight: 20, count: 2 },
      { unsafeBlockHeight: 20, to: 20 },
      { blocks: 1 },
      [1],
      { transactions: '0x' },
    ]) {
      expect(await ask('dev_newBlock', bad), JSON.stringify(bad)).toMatch(/^-32602 .*parameter 1/);
    }
    expect(node.chain.head.number).toBe(10);
  });

  it('holds exactly the transactions that are given, or is not made', async () => {
    await using chain = await world();
    const { node, ask } = chain;
    await ask('author_submitExtrinsic', transaction(1, 0));
    await ask('dev_newBlock', { transactions: [transaction(2, 0), transaction(2, 1)] });
    expect(node.chain.body(node.chain.head.hash)!.slice(1).map(toHex)).toEqual([
      transaction(2, 0),
      transaction(2, 1),
    ]);
    expect(node.pool.readyCount, 'the pool keeps its own').toBe(1);
    const refused = await ask('dev_newBlock', { transactions: [transaction(3, 0), transaction(3, 7)] });
    expect(refused).toMatch(/^1010 .*no block is made: extrinsic 0x.*outdated/);
    expect(node.chain.head.number).toBe(1);
  });
});

describe('dev_setStorage', () => {
  it('makes a block whose state has the values, and says so in its digest', async () => {
    await using folder = await temporaryFolder();
    const hash = await (async () => {
      await using chain = await world({ basePath: folder.path });
      const { node, client, ask } = chain;
      const subscription = await ask('state_subscribeStorage', [key('a'), key('gold')]);
      const hash = await ask('dev_setStorage', [
        [key('gold'), '0x1234'],
        [key('a'), null],
      ]);
      expect(hash).toBe(toHex(node.chain.head.hash));
      expect(await client.results(subscription, 2)).toMatchObject([
        {},
        {
          block: hash,
          changes: [
            [key('a'), null],
            [key('gold'), '0x1234'],
          ],
        },
      ]);
      expect(toHex(node.chain.stateAt().root())).toBe(toHex(node.chain.head.stateRoot));
      expect(await ask('chain_getHeader')).toMatchObject({
        digest: {
          logs: [
            expect.any(String),
            expect.stringContaining(key('dev_setStorage').slice(2)),
            expect.any(String),
          ],
        },
      });
      expect(await ask('dev_setStorage', { System: {} })).toMatch(/^-32602 .*no metadata/);
      expect(await ask('dev_setStorage', [[key('a')]])).toMatch(/^-32602 /);
      return hash;
    })();
    await using again = await world({ basePath: folder.path });
    expect(await again.ask('chain_getBlockHash')).toBe(hash);
    expect(await again.ask('state_getStorage', key('gold'))).toBe('0x1234');
    await again.ask('dev_newBlock');
    expect(await again.ask('state_getStorage', key('gold'))).toBe('0x1234');
  });
});

describe('dev_setHead', () => {
  it('goes back, builds another branch, and returns to the first, also over a restart', async () => {
    await using folder = await temporaryFolder();
    const { left, right } = await (async () => {
      await using chain = await world({ basePath: folder.path });
      const { node, ask } = chain;
      await ask('dev_newBlock', { count: 5 });
      const left = await ask('chain_getBlockHash');
      const second = await ask('chain_getBlockHash', 2);
      expect(await ask('dev_setHead', 2)).toBe(second);
      expect(await ask('chain_getBlockHash', 3)).toBe(null);
      expect(await ask('state_getStorage', key('number'))).toBe('0x02000000');
      expect(await ask('state_getStorage', key('number'), left), 'the other branch stays').toBe('0x05000000');
      const right = await ask('dev_newBlock', { transactions: [transaction(1, 0)] });
      expect(node.chain.head.number).toBe(3);
      expect(await ask('dev_setHead', left)).toBe(left);
      expect(await ask('chain_getBlockHash', 5)).toBe(left);
      expect(await ask('dev_setHead', right)).toBe(right);
      expect(await ask('dev_setHead', 9)).toMatch(/^4003 .*no block 9, the head is block 3/);
      expect(await ask('dev_setHead', -4)).toMatch(/^-32602 .*back by 4 blocks, and the head is block 3/);
      expect(await ask('dev_setHead', 'x')).toMatch(/^-32602 /);
      return { left, right };
    })();
    await using again = await world({ basePath: folder.path });
    expect(await again.ask('chain_getBlockHash')).toBe(right);
    expect(await again.ask('dev_setHead', left)).toBe(left);
    expect(again.node.chain.head.number).toBe(5);
  });

  it('judges the pool anew and tells all that follow', async () => {
    await using chain = await world();
    const { node, client, ask } = chain;
    await ask('dev_newBlock', { transactions: [transaction(1, 0)] });
    await ask('author_submitExtrinsic', transaction(1, 1));
    expect(node.pool.readyCount).toBe(1);
    const follow = await ask('chainHead_v1_follow', false);
    const heads = await ask('chain_subscribeNewHeads');
    const values = await ask('state_subscribeStorage', [key('number')]);
    await ask('dev_setHead', 0);
    expect([node.pool.readyCount, node.pool.futureCount]).toEqual([0, 1]);
    expect((await client.results(follow, 3)).at(-1)).toEqual({ event: 'stop' });
    expect((await client.results(heads, 2)).at(-1)).toMatchObject({ number: '0x0' });
    expect((await client.results(values, 2)).at(-1)).toMatchObject({ changes: [[key('number'), null]] });
    await ask('author_submitExtrinsic', transaction(1, 0, 1));
    await ask('dev_newBlock');
    expect(node.chain.body(node.chain.head.hash)).toHaveLength(3);
  });
});

describe('dev_timeTravel, dev_setBlockBuildMode and dev_dryRun', () => {
  it('give later blocks a later time, which never goes back', async () => {
    await using chain = await world();
    const { node, ask } = chain;
    const time = () =>
      Buffer.from(node.chain.stateAt().get(new TextEncoder().encode('time'))!).readBigUInt64LE();
    expect(await ask('dev_timeTravel', '2030-01-01T00:00:00Z')).toBe(Date.UTC(2030, 0));
    await ask('dev_newBlock');
    expect(time()).toBe(BigInt(Date.UTC(2030, 0)));
    expect(await ask('dev_timeTravel', Date.UTC(2031, 0))).toBe(Date.UTC(2031, 0));
    await ask('dev_newBlock');
    expect(time()).toBe(BigInt(Date.UTC(2031, 0)));
    expect(await ask('dev_timeTravel', '2029-01-01')).toMatch(/^-32602 .*blocks only get later/);
    expect(await ask('dev_timeTravel', 'soon')).toMatch(/^-32602 .*date/);
  });

  it('change how blocks are made', async () => {
    await using chain = await world();
    const { node, ask } = chain;
    const nextBlock = () =>
      new Promise<void>((resolve) => {
        const stop = node.chain.onBlock(() => {
          stop();
          resolve();
        });
      });
    await ask('author_submitExtrinsic', transaction(1, 0));
    const sealed = nextBlock();
    expect(await ask('dev_setBlockBuildMode', 'Instant')).toBe(null);
    await sealed;
    const byClock = nextBlock();
    await ask('dev_setBlockBuildMode', 5);
    await byClock;
    await ask('dev_setBlockBuildMode', 'Manual');
    await node.sealer.exclusively(async () => {});
    const { number } = node.chain.head;
    await ask('author_submitExtrinsic', transaction(1, 1));
    await ask('dev_newBlock');
    expect(node.chain.head.number).toBe(number + 1);
    expect(await ask('dev_setBlockBuildMode', 'Sometimes')).toMatch(/^-32602 .*Instant/);
  });

  it('tell what an extrinsic would change, and change nothing', async () => {
    await using chain = await world();
    const { node, ask } = chain;
    await ask('dev_newBlock');
    const root = toHex(node.chain.head.stateRoot);
    const done = await ask('dev_dryRun', { extrinsic: transaction(1, 0), raw: true });
    expect(done).toEqual([
      [key('extrinsics'), expect.any(String)],
      [`${key('nonce')}${'01'.repeat(32)}`, '0x01000000'],
    ]);
    const early = { extrinsic: transaction(1, 4), at: null, raw: true };
    expect(await ask('dev_dryRun', early)).toMatch(/^1 .*outdated/);
    expect(await ask('dev_dryRun', { extrinsic: '0x1234' })).toMatch(/^1 .*invalid format/);
    expect(await ask('dev_dryRun', {})).toMatch(/^-32602 .*extrinsic/);
    expect(toHex(node.chain.stateAt().root())).toBe(root);
  });
});
