import { expect, onTestFinished, test } from 'vitest';
import { type Account, accountFromUri } from '../src/chain/account.ts';
import { createCalls } from '../src/chain/calls.ts';
import { type Connection, connectChain } from '../src/chain/connection.ts';
import { Submitter } from '../src/chain/submit.ts';
import { silentLoggers } from '../src/log/logger.ts';
import { startChain, startNode } from './processes.ts';
import { temporaryFolder } from './temporary.ts';

const log = silentLoggers('chain');
const UNIT = 1_000_000_000_000n;

async function client(
  rpc: string,
  suri: string,
): Promise<{ connection: Connection; account: Account; submitter: Submitter }> {
  const connection = await connectChain({ url: rpc, log });
  onTestFinished(() => connection.close());
  const account = await accountFromUri(suri);
  return { connection, account, submitter: new Submitter({ api: connection.api, account, log }) };
}

test('many calls of one account are included at once, each in its turn', async () => {
  const { rpc } = await startChain(await temporaryFolder());
  const { connection, account, submitter } = await client(rpc, '//Bob');
  const calls = createCalls(connection.api);
  await submitter.submit(calls.register('Solver', 200n * UNIT, 1n));
  const prices = [5n, 6n, 7n, 8n, 9n, 10n];
  await Promise.all(prices.map((price) => submitter.submit(calls.setPrice('Solver', price))));
  const found = await connection.api.query.stakes.registrations('Solver', account.publicKey);
  expect(found.unwrap().price.toBigInt()).toBe(10n);
});

test('what the chain refuses comes back in the words of its metadata', async () => {
  const { rpc } = await startChain(await temporaryFolder());
  const { connection, submitter } = await client(rpc, '//Bob');
  const calls = createCalls(connection.api);
  await expect(submitter.submit(calls.setPrice('Solver', 1n))).rejects.toMatchObject({
    code: 'stakes.NotRegistered',
  });
  await expect(submitter.submit(calls.register('Solver', 1n, 1n))).rejects.toMatchObject({
    code: 'stakes.StakeTooLow',
  });
  await expect(submitter.submit(calls.start(99))).rejects.toMatchObject({
    code: expect.stringMatching(/^tasks\./),
    message: expect.stringContaining('tasks.start was refused: '),
  });
});

test('a client goes on when its node was killed and started again', async () => {
  const folder = await temporaryFolder();
  const { rpc, process } = await startChain(folder);
  const { connection, submitter } = await client(rpc, '//Bob');
  const calls = createCalls(connection.api);
  await submitter.submit(calls.register('Verifier', 200n * UNIT, 0n));
  await process.kill();
  const port = new URL(rpc).port;
  await startNode(folder, Number(port));
  await submitter.submit(calls.bondMore('Verifier', UNIT));
  const found = await connection.api.query.stakes.registrations('Verifier', submitter.account.publicKey);
  expect(found.unwrap().stake.toBigInt()).toBe(201n * UNIT);
});

test('nobody at the address is said after a while, with what to do', async () => {
  const unreachable = connectChain({ url: 'ws://127.0.0.1:1', log, patienceMilliseconds: 700 });
  await expect(unreachable).rejects.toMatchObject({
    code: 'Unreachable',
    message: expect.stringContaining('plumbline node'),
  });
  await expect(connectChain({ url: 'http:/x', log })).rejects.toMatchObject({ code: 'Unreachable' });
  await expect(accountFromUri('not a secret at all')).rejects.toMatchObject({ code: 'BadSecret' });
});
