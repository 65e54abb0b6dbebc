import { toHex } from '@plumbline/runtime-types/scale/hex';
import { describe, expect, it } from 'vitest';
import { silent } from '../../../../test/fake-node.ts';
import { createFakeRuntime, fakeSpec } from '../../../../test/fake-runtime.ts';
import { type FakeTransaction, fakeTransaction } from '../../../../test/fake-transaction.ts';
import { connect } from '../../../../test/rpc-client.ts';
import { startNode } from '../../node.ts';
import type { PoolOptions } from '../../pool/pool-options.ts';

/** A node that makes blocks when asked to, and the statuses that `author_submitAndWatchExtrinsic` tells of. */
async function world(pool: Partial<PoolOptions> = {}) {
  const node = await startNode({
    ...{ runtime: createFakeRuntime(), spec: fakeSpec(), sealing: 'manual', rpcPort: 0, pool },
    ...{ logs: () => silent, now: () => 1_000_000 },
  });
  const client = await connect(node.url);
  const hex = (transaction: FakeTransaction) => toHex(fakeTransaction(transaction));
  const ask = async (method: string, ...params: unknown[]): Promise<unknown> => {
    const { result, error } = await client.call(method, ...params);
    if (error) throw new Error(`${error.code} ${error.message}`);
    return result;
  };
  const watch = async (transaction: FakeTransaction) => {
    const id = await ask('author_submitAndWatchExtrinsic', hex(transaction));
    return {
      /** The first so many statuses. */
      told: (count: number) => client.results(id, count),
      /** Ends the watch; false when the node has ended it by itself. */
      unwatch: () => ask('author_unwatchExtrinsic', id),
    };
  };
  const [first, ...rest] = [client, node];
  return {
    ...{ node, hex, ask, watch },
    async [Symbol.asyncDispose]() {
      await first[Symbol.asyncDispose]();
      for (const each of rest) await each.stop();
    },
  };
}

describe('a watched transaction', () => {
  it('waits, is ready, is in a block, and is final; then there is nothing more to end', async () => {
    await using chain = await world();
    const later = await chain.watch({ who: 1, nonce: 1 });
    expect(await later.told(1)).toEqual(['future']);
    const first = await chain.watch({ who: 1, nonce: 0 });
    const hash = await chain.ask('dev_newBlock');
    expect(await later.told(4)).toEqual(['future', 'ready', { inBlock: hash }, { finalized: hash }]);
    expect(await first.told(3)).toEqual(['ready', { inBlock: hash }, { finalized: hash }]);
    expect(await later.unwatch()).toBe(false);
  });

  it('is usurped by one that pays more for its nonce', async () => {
    await using chain = await world();
    const cheap = await chain.watch({ who: 1, nonce: 0, tip: 1 });
    const dear = await chain.ask('author_submitExtrinsic', chain.hex({ who: 1, nonce: 0, tip: 2 }));
    expect(await cheap.told(2)).toEqual(['ready', { usurped: dear }]);
    expect(await cheap.unwatch()).toBe(false);
  });

  it('is dropped when better ones need its room', async () => {
    await using chain = await world({ ready: { count: 1, bytes: 1e6 }, future: { count: 1, bytes: 1e6 } });
    const ready = await chain.watch({ who: 1, nonce: 0, tip: 1 });
    const future = await chain.watch({ who: 2, nonce: 7, tip: 1 });
    await chain.ask('author_submitExtrinsic', chain.hex({ who: 3, nonce: 0, tip: 2 }));
    await chain.ask('author_submitExtrinsic', chain.hex({ who: 4, nonce: 7, tip: 2 }));
    expect(await ready.told(2)).toEqual(['ready', 'dropped']);
    expect(await future.told(2)).toEqual(['future', 'dropped']);
  });

  it('is invalid when its time is over, its nonce is used, a block cannot take it, or it is removed', async () => {
    await using chain = await world();
    const brief = await chain.watch({ who: 1, nonce: 5, longevity: 1 });
    const rival = await chain.watch({ who: 2, nonce: 0 });
    const crash = await chain.watch({ who: 3, nonce: 0, action: 'crash' });
    const removed = await chain.watch({ who: 4, nonce: 3 });
    await chain.ask('author_removeExtrinsic', [{ extrinsic: chain.hex({ who: 4, nonce: 3 }) }]);
    expect(await removed.told(2)).toEqual(['future', 'invalid']);
    await chain.ask('dev_newBlock', { transactions: [chain.hex({ who: 2, nonce: 0, tip: 9 })] });
    expect(await rival.told(2)).toEqual(['ready', 'invalid']);
    expect(await brief.told(2)).toEqual(['future', 'invalid']);
    await chain.ask('dev_newBlock');
    expect(await crash.told(2)).toEqual(['ready', 'invalid']);
  });

  it('is retracted, and dropped, when the head goes back before its block was told to be final', async () => {
    await using chain = await world();
    const goingBack = [
      () => chain.ask('dev_setHead', 0),
      (snapshot: unknown) => chain.ask('dev_revert', snapshot),
    ];
    for (const [i, back] of goingBack.entries()) {
      const snapshot = await chain.ask('dev_snapshot');
      const sent = await chain.watch({ who: i + 1, nonce: 0 });
      // Both at once, so that no time passes in between.
      const [hash] = await Promise.all([chain.ask('dev_newBlock'), back(snapshot)]);
      expect(await sent.told(4)).toEqual(['ready', { inBlock: hash }, { retracted: hash }, 'dropped']);
      expect(await sent.unwatch()).toBe(false);
    }
  });

  it('stays final when the head comes back to its block, or goes on above it', async () => {
    await using chain = await world();
    const sent = await chain.watch({ who: 1, nonce: 0 });
    const hash = await chain.ask('dev_newBlock');
    await chain.ask('dev_newBlock');
    await chain.ask('dev_setHead', hash);
    expect(await sent.told(3)).toEqual(['ready', { inBlock: hash }, { finalized: hash }]);
    await chain.ask('dev_setHead', 0);
    const second = await chain.watch({ who: 2, nonce: 0 });
    expect(await second.told(1)).toEqual(['ready']);
    expect(await sent.told(3), 'what was told is not taken back').toHaveLength(3);
  });

  it('that waits for a block is judged anew where the head goes', async () => {
    await using chain = await world();
    await chain.ask('dev_newBlock', { transactions: [chain.hex({ who: 1, nonce: 0 })] });
    const [next, taken] = [await chain.watch({ who: 1, nonce: 1 }), await chain.watch({ who: 2, nonce: 0 })];
    await chain.ask('dev_setHead', 0);
    expect(await next.told(2)).toEqual(['ready', 'future']);
    const other = await chain.ask('dev_newBlock', {
      transactions: [chain.hex({ who: 2, nonce: 0, tip: 1 })],
    });
    expect(await taken.told(2)).toEqual(['ready', 'invalid']);
    await chain.ask('author_submitExtrinsic', chain.hex({ who: 1, nonce: 0 }));
    expect(await next.told(3)).toEqual(['ready', 'future', 'ready']);
    expect(await chain.ask('chain_getBlockHash')).toBe(other);
  });
});
