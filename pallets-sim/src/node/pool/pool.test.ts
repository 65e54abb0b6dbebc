import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { describe, expect, it } from 'vitest';
import { fakeNode } from '../../../test/fake-node.ts';
import { type FakeTransaction, fakeTransaction } from '../../../test/fake-runtime.ts';

/** The ready transactions as `who:nonce`, in the order of a block. */
function order(bytes: readonly { bytes: Uint8Array }[]): string[] {
  return bytes.map((transaction) => {
    const reader = new ScaleReader(transaction.bytes);
    reader.length();
    return `${reader.u8()}:${reader.u32()}`;
  });
}

const refused = (submit: () => unknown): string => {
  try {
    submit();
  } catch (error) {
    return error instanceof Error && 'code' in error ? `${error.code}: ${error.message}` : String(error);
  }
  return 'accepted';
};

describe('transaction pool', () => {
  it('keeps a later nonce in the future until the one before it arrives', async () => {
    await using node = await fakeNode();
    const second = node.send({ who: 1, nonce: 1 });
    expect(second).toEqual(['future']);
    expect(node.pool.readyCount).toBe(0);
    const first = node.send({ who: 1, nonce: 0 });
    expect(first).toEqual(['ready']);
    expect(second).toEqual(['future', 'ready']);
    await node.sealer.seal();
    expect(first).toEqual(['ready', 'inBlock', 'finalized']);
    expect(second).toEqual(['future', 'ready', 'inBlock', 'finalized']);
    expect(node.pool.readyCount + node.pool.futureCount).toBe(0);
  });

  it('puts higher tips first, but never a nonce before the one that it follows', async () => {
    await using node = await fakeNode();
    node.send({ who: 1, nonce: 0, tip: 1 });
    node.send({ who: 1, nonce: 1, tip: 100 });
    node.send({ who: 2, nonce: 0, tip: 50 });
    node.send({ who: 3, nonce: 0, tip: 1 });
    expect(order(node.pool.ready())).toEqual(['2:0', '1:0', '1:1', '3:0']);
    await node.sealer.seal();
    expect(node.pool.readyCount).toBe(0);
  });

  it('replaces a transaction by one with the same nonce and a higher tip only', async () => {
    await using node = await fakeNode();
    const cheap = node.send({ who: 1, nonce: 0, tip: 5 });
    const next = node.send({ who: 1, nonce: 1 });
    expect(refused(() => node.send({ who: 1, nonce: 0, tip: 4 }))).toMatch(/^TooLowPriority: .*5 vs 4/);
    const dear = node.send({ who: 1, nonce: 0, tip: 6 });
    expect(cheap).toEqual(['ready', 'usurped']);
    await node.sealer.seal();
    expect(dear.at(-1)).toBe('finalized');
    expect(next.at(-1)).toBe('finalized');
  });

  it('says no to what it has, to what is old, and to what is not an extrinsic', async () => {
    await using node = await fakeNode();
    node.send({ who: 1, nonce: 0 });
    expect(refused(() => node.send({ who: 1, nonce: 0 }))).toMatch(/^AlreadyImported/);
    await node.sealer.seal();
    expect(refused(() => node.send({ who: 1, nonce: 0 }))).toBe('Invalid: Invalid Transaction');
    expect(refused(() => node.pool.submit(Uint8Array.of(4, 9)))).toMatch(/^BadFormat/);
  });

  it('is bounded: the worst go, and the worst newcomer does not enter', async () => {
    await using node = await fakeNode({
      pool: { ready: { count: 3, bytes: 1e6 }, future: { count: 2, bytes: 1e6 } },
    });
    const worst = node.send({ who: 1, nonce: 0, tip: 1 });
    node.send({ who: 2, nonce: 0, tip: 5 });
    node.send({ who: 3, nonce: 0, tip: 5 });
    expect(refused(() => node.send({ who: 4, nonce: 0, tip: 0 }))).toMatch(/^ImmediatelyDropped/);
    node.send({ who: 5, nonce: 0, tip: 9 });
    expect(worst).toEqual(['ready', 'dropped']);
    for (const who of [11, 12]) node.send({ who, nonce: 7, tip: 3 });
    expect(refused(() => node.send({ who: 13, nonce: 7 }))).toMatch(/^ImmediatelyDropped/);
    expect([node.pool.readyCount, node.pool.futureCount]).toEqual([3, 2]);
  });

  it('drops what expires', async () => {
    await using node = await fakeNode({ pool: { revalidatedPerBlock: 0 } });
    const future = node.send({ who: 1, nonce: 3, longevity: 2 });
    await node.sealer.seal();
    expect(future).toEqual(['future']);
    await node.sealer.seal();
    expect(future).toEqual(['future', 'invalid']);
  });

  it('drops the rival of an included transaction', async () => {
    await using node = await fakeNode();
    const waiting = node.send({ who: 1, nonce: 1, tip: 1 });
    node.send({ who: 1, nonce: 1, tip: 9 });
    node.send({ who: 1, nonce: 0 });
    await node.sealer.seal();
    expect(['dropped', 'usurped', 'invalid']).toContain(waiting.at(-1));
    expect(node.pool.readyCount + node.pool.futureCount).toBe(0);
  });

  it('leaves out a transaction on which the runtime fails, and does not take it again for a while', async () => {
    await using node = await fakeNode();
    const poison: FakeTransaction = { who: 1, nonce: 0, action: 'crash', tip: 9 };
    const crash = node.send(poison);
    const dependent = node.send({ who: 1, nonce: 1 });
    const other = node.send({ who: 2, nonce: 0 });
    await node.sealer.seal();
    expect(crash).toEqual(['ready', 'invalid']);
    expect(dependent).toEqual(['ready', 'future']);
    expect(other).toEqual(['ready', 'inBlock', 'finalized']);
    expect(refused(() => node.send(poison))).toMatch(/^Banned/);
    node.clock.ms += 11 * 60_000;
    expect(node.send(poison)).toEqual(['ready']);
    await node.sealer.seal();
    expect(node.send({ who: 1, nonce: 0 })).toEqual(['ready']);
    await node.sealer.seal();
    expect(dependent.at(-1)).toBe('finalized');
  });

  it('keeps what did not fit for the next block', async () => {
    await using node = await fakeNode();
    const large = node.send({ who: 1, nonce: 0, action: 'full' });
    const small = node.send({ who: 2, nonce: 0 });
    await node.sealer.seal();
    expect(large).toEqual(['ready']);
    expect(small.at(-1)).toBe('finalized');
  });

  it('removes by hash', async () => {
    await using node = await fakeNode();
    const { hash } = node.pool.submit(fakeTransaction({ who: 1, nonce: 0 }));
    const next = node.send({ who: 1, nonce: 1 });
    expect(node.pool.remove([hash, new Uint8Array(32)])).toEqual([hash]);
    expect(next).toEqual(['ready', 'future']);
  });
});
