import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { fakeNode } from '../../../test/fake-node.ts';
import { createFakeRuntime } from '../../../test/fake-runtime.ts';
import { type Runtime, RuntimeApiError } from '../../runtime/api.ts';
import { verifyTrie } from '../trie/read.ts';

describe('sealing', () => {
  it('instantly: a block follows a transaction, and no transaction means no block', async () => {
    await using node = await fakeNode({ sealing: 'instant' });
    const sealed = node.nextBlock();
    const statuses = await Promise.all(
      Array.from({ length: 20 }, (_, nonce) => node.send({ who: 1, nonce })),
    );
    expect(await sealed).toBe(1);
    expect(statuses.every((status) => status.at(-1) === 'finalized')).toBe(true);
    expect(node.chain.head.number).toBe(1);
  });

  it('instantly: a transaction that never fits does not make empty blocks for ever', async () => {
    await using node = await fakeNode({ sealing: 'instant' });
    const first = node.nextBlock();
    await node.send({ who: 1, nonce: 0, action: 'full' });
    await first;
    const second = node.nextBlock();
    await node.send({ who: 2, nonce: 0 });
    await second;
    await node.sealer.seal();
    expect(node.chain.head.number).toBeLessThanOrEqual(4);
  });

  it('by interval: blocks come by themselves, and no more after stop', async () => {
    await using node = await fakeNode({ sealing: { everyMs: 5 } });
    await node.nextBlock();
    const number = await node.nextBlock();
    await node.sealer.stop();
    const last = node.chain.head.number;
    expect(last).toBeGreaterThanOrEqual(number);
    await expect(node.sealer.seal()).rejects.toMatchObject({ code: 'Stopped' });
    expect(node.chain.head.number).toBe(last);
  });

  it('gives each block a later time than the one before, whatever the clock says', async () => {
    await using node = await fakeNode();
    const times: bigint[] = [];
    for (const ms of [1000, 1000, 400, 5000]) {
      node.clock.ms = ms;
      await node.sealer.seal();
      const time = node.chain.stateAt().get(new TextEncoder().encode('time'));
      times.push(Buffer.from(time!).readBigUInt64LE());
    }
    expect(times).toEqual([1000n, 1001n, 1002n, 5000n]);
  });

  it('leaves the state of the head readable while the disk writes, also when one block is kept', async () => {
    await using node = await fakeNode({ pruning: { state: 1 } });
    const { chain, sealer } = node;
    let isMaking = true;
    const make = async () => {
      for (let made = 0; made < 300; made++) await sealer.seal();
    };
    const read = async () => {
      while (isMaking) {
        expect(verifyTrie(chain.trieStore, chain.stateRootAt(chain.head))).toBeGreaterThan(0);
        await nextTurn();
      }
    };
    const making = make().finally(() => {
      isMaking = false;
    });
    await Promise.all([making, read()]);
  });

  it('goes on after a block that could not be made', async () => {
    const fake = createFakeRuntime();
    let isBroken = true;
    const runtime: Runtime = {
      version: fake.version,
      call(method, args, state) {
        if (isBroken && method === 'BlockBuilder_finalize_block') {
          throw new RuntimeApiError('Trap', method, 'an integer overflowed');
        }
        return fake.call(method, args, state);
      },
    };
    await using node = await fakeNode({ runtime });
    const statuses = await node.send({ who: 1, nonce: 0 });
    await expect(node.sealer.seal()).rejects.toThrow(/cannot build block 1.*an integer overflowed/);
    expect(node.chain.head.number).toBe(0);
    expect(statuses).toEqual(['ready']);
    isBroken = false;
    await node.sealer.seal();
    expect(statuses.at(-1)).toBe('finalized');
  });

  it('makes blocks one after the other when asked for many at once', async () => {
    await using node = await fakeNode();
    const sealed = await Promise.all([1, 2, 3].map(() => node.sealer.seal()));
    expect(sealed.map(({ header }) => header.number)).toEqual([1, 2, 3]);
  });
});
