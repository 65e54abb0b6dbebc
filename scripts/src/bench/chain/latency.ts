import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import { LeanClient } from './client.ts';
import { startNodeProcess } from './node.ts';
import { type Account, transfers } from './transfers.ts';

/** Milliseconds from submission to `inBlock` of so many transfers, one after the other, under instant sealing. */
export async function inBlockTimes(
  spec: string,
  accounts: readonly Account[],
  count: number,
): Promise<number[]> {
  await using node = await startNodeProcess(spec, ['--sealing', 'instant']);
  const client = await LeanClient.connect(node.url);
  try {
    const genesisHash = fromHex(String(await client.call('chain_getBlockHash', 0)));
    const warmUp = 100;
    const signed = transfers(warmUp + count, accounts, {
      genesisHash,
      specVersion: 1,
      transactionVersion: 1,
    });
    const times: number[] = [];
    for (const { extrinsic } of signed) {
      const began = performance.now();
      await inBlock(client, toHex(extrinsic));
      times.push(performance.now() - began);
    }
    return times.slice(warmUp);
  } finally {
    await client.close();
  }
}

async function inBlock(client: LeanClient, extrinsic: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const watch = await client.subscribe('author_submitAndWatchExtrinsic', [extrinsic], (status) => {
    if (typeof status === 'object' && status !== null && 'inBlock' in status) resolve();
  });
  await promise;
  client.forget(watch);
}
