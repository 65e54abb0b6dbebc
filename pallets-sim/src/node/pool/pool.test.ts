import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { describe, expect, it } from 'vitest';
import { fakeNode } from '../../../test/fake-node.ts';
import { type FakeTransaction, fakeTransaction } from '../../../test/fake-transaction.ts';

/** The ready transactions as `who:nonce`, in the order of a block. */
function order(bytes: readonly { bytes: Uint8Array }[]): string[] {
  return bytes.map((transaction) => {
    const reader = new ScaleReader(transaction.bytes);
    reader.length();
    return `${reader.u8()}:${reader.u32()}`;
  });
}

const refused = async (submit: () => Promise<unknown>): Promise<string> => {
  try {
    await submit();
  } catch (error) {
    return error instanceof Error && 'code' in error ? `${error.code}: ${error.message}` : String(error);
  }
  return 'accepted';
};

describe('transaction pool', () => {
  it('keeps a later nonce in the future until the one before it arrives', async () => {
    await using node = await fakeNode();
    const second = await node.send({ who: 1, nonce: 1 });
    expect(second).toEqual(['future']);
    expect(node.pool.readyCount).toBe(0);
    const first = await node.send({ who: 1, nonce: 0 });
    expect(first).toEqual(['ready']);
    expect(second).toEqual(['future', 'ready']);
    await node.sealer.seal();
    expect(first).toEqual(['ready', 'inBlock', 'finalized']);
    expect(second).toEqual(['future', 'ready', 'inBlock', 'finalized']);
    expect(node.pool.readyCount + node.pool.futureCount).toBe(0);
  });

  it('puts higher tips first, but never a nonce before the one that it follows', async () => {
    await using node = await fakeNode();
    await node.send({ who: 1, nonce: 0, tip: 1 });
    await node.send({ who: 1, nonce: 1, tip: 100 });
    await node.send({ who: 2, nonce: 0, tip: 50 });
    await node.send({ who: 3, nonce: 0, tip: 1 });
    expect(order(node.pool.ready())).toEqual(['2:0', '1:0', '1:1', '3:0']);
    await node.sealer.seal();
    expect(node.pool.readyCount).toBe(0);
  });

  it('replaces a transaction by one with the same nonce and a higher tip only', async () => {
    await using node = await fakeNode();
    const cheap = await node.send({ who: 1, nonce: 0, tip: 5 });
    const next = await node.send({ who: 1, nonce: 1 });
    expect(await refused(() => node.send({ who: 1, nonce: 0, tip: 4 }))).toMatch(/^TooLowPriority: .*5 vs 4/);
    const dear = await node.send({ who: 1, nonce: 0, tip: 6 });
    expect(cheap).toEqual(['ready', 'usurped']);
    await node.sealer.seal();
    expect(dear.at(-1)).toBe('finalized');
    expect(next.at(-1)).toBe('finalized');
  });

  it('says no to what it has, to what is old, and to what is not an extrinsic', async () => {
    await using node = await fakeNode();
    await node.send({ who: 1, nonce: 0 });
    expect(await refused(() => node.send({ who: 1, nonce: 0 }))).toMatch(/^AlreadyImported/);
    await node.sealer.seal();
    expect(await refused(() => node.send({ who: 1, nonce: 0 }))).toBe('Invalid: Invalid Transaction');
    expect(await refused(() => node.pool.submit(Uint8Array.of(4, 9)))).toMatch(/^BadFormat/);
  });

  it('is bounded: the worst go, and the worst newcomer does not enter', async () => {
    await using node = await fakeNode({
      pool: { ready: { count: 3, bytes: 1e6 }, future: { count: 2, bytes: 1e6 } },
    });
    const worst = await node.send({ who: 1, nonce: 0, tip: 1 });
    await node.send({ who: 2, nonce: 0, tip: 5 });
    await node.send({ who: 3, nonce: 0, tip: 5 });
    expect(await refused(() => node.send({ who: 4, nonce: 0, tip: 0 }))).toMatch(/^ImmediatelyDropped/);
    await node.send({ who: 5, nonce: 0, tip: 9 });
    expect(worst).toEqual(['ready', 'dropped']);
    for (const who of [11, 12]) await node.send({ who, nonce: 7, tip: 3 });
    expect(await refused(() => node.send({ who: 13, nonce: 7 }))).toMatch(/^ImmediatelyDropped/);
    expect([node.pool.readyCount, node.pool.futureCount]).toEqual([3, 2]);
  });

  it('drops what expires', async () => {
    await using node = await fakeNode({ pool: { revalidatedPerBlock: 0 } });
    const future = await node.send({ who: 1, nonce: 3, longevity: 2 });
    await node.sealer.seal();
    expect(future).toEqual(['future']);
    await node.sealer.seal();
    expect(future).toEqual(['future', 'invalid']);
  });

  it('does not ban what depends on what expires: it can be sent again behind another', async () => {
    await using node = await fakeNode({ pool: { revalidatedPerBlock: 0 } });
    const expiring: FakeTransaction = { who: 1, nonce: 0, action: 'full', longevity: 1 };
    await node.send(expiring);
    const dependent = await node.send({ who: 1, nonce: 1 });
    await node.sealer.seal();
    expect(dependent).toEqual(['ready', 'invalid']);
    expect(await refused(() => node.send(expiring))).toMatch(/^Banned/);
    expect(await node.send({ who: 1, nonce: 1 })).toEqual(['future']);
  });

  it('drops the rival of an included transaction', async () => {
    await using node = await fakeNode();
    const waiting = await node.send({ who: 1, nonce: 1, tip: 1 });
    await node.send({ who: 1, nonce: 1, tip: 9 });
    await node.send({ who: 1, nonce: 0 });
    await node.sealer.seal();
    expect(['dropped', 'usurped', 'invalid']).toContain(waiting.at(-1));
    expect(node.pool.readyCount + node.pool.futureCount).toBe(0);
  });

  it('leaves out a transaction on which the runtime fails, and does not take it again for a while', async () => {
    await using node = await fakeNode();
    const poison: FakeTransaction = { who: 1, nonce: 0, action: 'crash', tip: 9 };
    const crash = await node.send(poison);
    const dependent = await node.send({ who: 1, nonce: 1 });
    const other = await node.send({ who: 2, nonce: 0 });
    await node.sealer.seal();
    expect(crash).toEqual(['ready', 'invalid']);
    expect(dependent).toEqual(['ready', 'invalid']);
    expect(other).toEqual(['ready', 'inBlock', 'finalized']);
    expect(await refused(() => node.send(poison))).toMatch(/^Banned/);
    node.clock.ms += 31 * 60_000;
    expect(await node.send(poison)).toEqual(['ready']);
    await node.sealer.seal();
    expect(await node.send({ who: 1, nonce: 0 })).toEqual(['ready']);
  });

  it('keeps what did not fit for the next block', async () => {
    await using node = await fakeNode();
    const large = await node.send({ who: 1, nonce: 0, action: 'full' });
    const small = await node.send({ who: 2, nonce: 0 });
    await node.sealer.seal();
    expect(large).toEqual(['ready']);
    expect(small.at(-1)).toBe('finalized');
  });

  it('removes by hash what is there, with what depends on it, and does not take it again for a while', async () => {
    await using node = await fakeNode();
    const { hash } = await node.pool.submit(fakeTransaction({ who: 1, nonce: 0 }));
    const next = await node.send({ who: 1, nonce: 1 });
    const other = await node.send({ who: 2, nonce: 0 });
    expect(node.pool.remove([hash, `0x${'00'.repeat(32)}`])[0]).toEqual(hash);
    expect([next, other]).toEqual([['ready', 'invalid'], ['ready']]);
    expect(await refused(() => node.send({ who: 1, nonce: 0 }))).toMatch(/^Banned: .*banned$/);
  });

  it('knows what a block held that was not in the pool', async () => {
    await using node = await fakeNode({ pool: { revalidatedPerBlock: 0 } });
    const next = await node.send({ who: 1, nonce: 1 });
    const rival = await node.send({ who: 1, nonce: 0, tip: 3 });
    await node.sealer.seal({ extrinsics: [fakeTransaction({ who: 1, nonce: 0 })] });
    expect([next, rival]).toEqual([
      ['future', 'ready'],
      ['ready', 'invalid'],
    ]);
    await node.sealer.seal();
    expect(next.at(-1)).toBe('finalized');
  });

  it('judges everything anew when the head is moved', async () => {
    await using node = await fakeNode();
    const genesis = node.chain.head;
    await node.send({ who: 1, nonce: 0 });
    await node.sealer.seal();
    const second = await node.send({ who: 1, nonce: 1 });
    await node.chain.moveHead(genesis);
    expect(second).toEqual(['ready', 'future']);
    expect(await node.send({ who: 1, nonce: 0 })).toEqual(['ready']);
    expect(second).toEqual(['ready', 'future', 'ready']);
  });
});
