import { toHex } from '@plumbline/runtime-types/scale/hex';
import { expect, it, vi } from 'vitest';
import { startSoakedNode } from '../../soak/chain.ts';
import { BlockWatch } from './block-watch.ts';
import { LeanClient } from './client.ts';
import { numberedAccount, transfers } from './transfers.ts';

it('counts the transfers of blocks, and none of the head at which it begins', async () => {
  await using node = await startSoakedNode();
  const client = await LeanClient.connect(node.url);
  const { genesisHash } = node.chain;
  const signed = transfers(6, [numberedAccount(0)], { genesisHash, specVersion: 1, transactionVersion: 1 });
  const sealWith = async (some: typeof signed): Promise<void> => {
    for (const { extrinsic } of some) await client.call('author_submitExtrinsic', toHex(extrinsic));
    await node.sealer.seal();
  };
  await sealWith(signed.slice(0, 3));
  const heard: number[] = [];
  const failures: unknown[] = [];
  const blocks = await BlockWatch.start(
    client,
    (included) => heard.push(included),
    (why) => failures.push(why),
  );
  for (const some of [signed.slice(3, 5), [], signed.slice(5)]) {
    const next = blocks.headFrom(0);
    await sealWith(some);
    await next;
  }
  await vi.waitFor(() => expect(heard).toEqual([2, 2, 3]));
  expect(blocks.upTo(4) - blocks.upTo(2)).toBe(1);
  expect(() => blocks.upTo(5)).toThrow('block 5 was not counted');
  expect(failures).toEqual([]);
  await client.close();
});
