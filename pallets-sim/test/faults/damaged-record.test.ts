import { join } from 'node:path';
import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { mockExtrinsic } from '../../src/node/metadata/mock-extrinsic.ts';
import { closestDescendant } from '../../src/node/trie/cursor.ts';
import { toNibbles } from '../../src/node/trie/nibbles.ts';
import { system } from '../../src/pallets/system/declaration.ts';
import { temporaryFolder } from '../fake-node.ts';
import { account, startFundedNode } from '../funded-node.ts';
import { connect } from '../rpc-client.ts';
import { flipByte } from './flip-byte.ts';

const REMARK = fromHex('0x00000401');
const alice = account('Alice').publicKey;

it('a damaged record that a call or a transaction meets is named, is no fault of theirs, and the node goes on', async () => {
  await using folder = await temporaryFolder();
  const logged: string[] = [];
  const logs = () => pino({ level: 'error' }, { write: (line) => void logged.push(line) });
  const start = () => startFundedNode('manual', { basePath: folder.path, mockSignatures: true, logs });
  let damaged: Uint8Array;
  let hashes: string[];
  {
    await using node = await start();
    for (const _ of [1, 2]) {
      await node.pool.submit(mockExtrinsic(node.chain, node.chain.head, REMARK, alice));
      await node.sealer.seal();
    }
    const headers = [1, 2].map((number) => node.chain.header(node.chain.blockHash(number)!)!);
    hashes = headers.map(({ hash }) => toHex(hash));
    const path = toNibbles(system.storage.Account.key(toHex(alice)));
    damaged = closestDescendant(node.chain.trieStore, headers[0]!.stateRoot, path)!;
  }
  await flipByte(join(folder.path, 'chains', 'test', 'db'), 'preimage', damaged);

  await using node = await start();
  await using client = await connect(node.url);
  const [first, second] = hashes;
  const nonceAt = ['AccountNonceApi_account_nonce', toHex(alice), first];
  const named = { code: -32603, message: expect.stringContaining(toHex(damaged)), data: 'CorruptNode' };
  const extrinsic = toHex(mockExtrinsic(node.chain, node.chain.head, REMARK, alice));

  expect((await client.call('state_call', ...nonceAt)).error).toEqual(named);
  expect((await client.call('archive_v1_call', first, nonceAt[0], nonceAt[1])).error).toEqual(named);
  const { result: follow } = await client.call('chainHead_v1_follow', true);
  await client.results(follow, 2);
  const called = await client.call('chainHead_v1_call', follow, first, nonceAt[0], nonceAt[1]);
  const { operationId } = called.result as { operationId: string };
  expect((await client.results(follow, 3)).at(-1)).toEqual({ event: 'operationInaccessible', operationId });

  // What waits is not invalid because the state under it cannot be read.
  expect((await client.call('author_submitExtrinsic', extrinsic)).error).toBeUndefined();
  expect((await client.call('dev_setHead', first)).error).toBeUndefined();
  expect((await client.call('author_pendingExtrinsics')).result).toEqual([extrinsic]);
  expect((await client.call('author_removeExtrinsic', [{ extrinsic }])).result).toHaveLength(1);
  expect((await client.call('dev_setHead', second)).error).toBeUndefined(); // lifts the ban of what was removed
  expect((await client.call('dev_setHead', first)).error).toBeUndefined();

  for (const _ of ['is refused', 'is refused for the same reason again, and not as banned']) {
    expect((await client.call('author_submitExtrinsic', extrinsic)).error).toEqual(named);
  }
  expect((await client.call('author_submitAndWatchExtrinsic', extrinsic)).error).toEqual(named);
  expect((await client.call('system_dryRun', extrinsic)).error).toEqual(named);
  expect((await client.call('dev_dryRun', { extrinsic })).error).toEqual(named);
  const { result: watch } = await client.call('transactionWatch_v1_submitAndWatch', extrinsic);
  expect(await client.results(watch, 1)).toEqual([{ event: 'error', error: named.message }]);
  const { result: broadcast } = await client.call('transaction_v1_broadcast', extrinsic);
  expect(broadcast).toEqual(expect.any(String));

  // The broadcast is offered again after each block, so it is in the second of these.
  expect((await client.call('dev_setHead', second)).error).toBeUndefined();
  await client.call('dev_newBlock');
  await expect.poll(() => node.pool.readyCount).toBe(1);
  await client.call('dev_newBlock');
  expect(node.chain.body(node.chain.head.hash)!.map(toHex)).toContain(extrinsic);
  expect(logged.filter((line) => line.includes('CorruptNode')).length).toBeGreaterThan(5);
});
