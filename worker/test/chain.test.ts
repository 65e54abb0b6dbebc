import { expect, onTestFinished, test } from 'vitest';
import { type Account, accountFromUri } from '../src/chain/account.ts';
import { blocksWithEvents } from '../src/chain/blocks.ts';
import { createCalls } from '../src/chain/calls.ts';
import { type Connection, connectChain } from '../src/chain/connection.ts';
import { Submitter } from '../src/chain/submit.ts';
import { createLoggers, silentLoggers } from '../src/log/logger.ts';
import { makeSpec, startChain, startNode } from './processes.ts';
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
  await expect(submitter.submit(calls.start(99, new Uint8Array(32)))).rejects.toMatchObject({
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

test('a call that was under way when its node was killed takes effect once', async () => {
  const folder = await temporaryFolder();
  const { rpc, process } = await startChain(folder);
  const { connection, submitter } = await client(rpc, '//Bob');
  const calls = createCalls(connection.api);
  await submitter.submit(calls.register('Verifier', 200n * UNIT, 0n));
  // Sealing takes a moment: the node dies while both are in its pool or in a block that nobody told of.
  const sent = [1n, 2n].map((amount) => submitter.submit(calls.bondMore('Verifier', amount * UNIT)));
  await connection.api.rpc.author.pendingExtrinsics();
  await process.kill();
  await startNode(folder, Number(new URL(rpc).port));
  const inclusions = await Promise.all(sent);
  expect(inclusions.map(({ events }) => events.some(({ name }) => name === 'ExtrinsicSuccess'))).toEqual([
    true,
    true,
  ]);
  const found = await connection.api.query.stakes.registrations('Verifier', submitter.account.publicKey);
  expect(found.unwrap().stake.toBigInt()).toBe(203n * UNIT);
});

test('blocks are handed on without a gap although their node was killed in between', async () => {
  const folder = await temporaryFolder();
  const { rpc, process } = await startChain(folder);
  const { connection } = await client(rpc, '//Bob');
  const numbers: number[] = [];
  let again: Promise<unknown> | undefined;
  for await (const { block } of blocksWithEvents(connection.api, new AbortController().signal, 1)) {
    numbers.push(block.number);
    if (block.number === 3) again = process.kill().then(() => startNode(folder, Number(new URL(rpc).port)));
    if (block.number === 8) break;
  }
  await again;
  expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test('another chain at the same address, or the same one begun anew, is told at once', async () => {
  for (const what of ['another', 'anew'] as const) {
    const [folder, other] = [await temporaryFolder(), await temporaryFolder()];
    const { rpc, process } = await startChain(folder);
    const { connection, submitter } = await client(rpc, '//Bob');
    const { blockHash } = await submitter.submit(
      createCalls(connection.api).register('Verifier', 200n * UNIT, 0n),
    );
    const header = await connection.api.rpc.chain.getHeader(blockHash);
    connection.sameChain.remember({ number: header.number.toNumber(), hash: blockHash });
    await process.kill();
    await makeSpec(other, what === 'another' ? 7 : 4);
    const { lost } = connection.sameChain;
    const told = new Promise<void>((resolve) => {
      lost.addEventListener('abort', () => resolve());
    });
    await startNode(other, Number(new URL(rpc).port));
    await told;
    expect(lost.reason).toMatchObject({
      code: 'ChainReplaced',
      message: expect.stringContaining(what === 'another' ? '--rpc' : 'begun anew'),
    });
  }
});

test('a node that is connected and says nothing is noticed, and nothing is lost when it goes on', async () => {
  const { rpc, process } = await startChain(await temporaryFolder());
  const said = new Set<string>();
  let heard = (): void => undefined;
  const logged = createLoggers({
    levels: 'info',
    format: 'json',
    stream: {
      write: (line) => {
        said.add(JSON.parse(line).event);
        heard();
      },
    },
  });
  const until = (event: string): Promise<void> =>
    new Promise((resolve) => {
      heard = () => said.has(event) && resolve();
      heard();
    });
  const connection = await connectChain({ url: rpc, log: logged('chain'), heartbeatMilliseconds: 200 });
  onTestFinished(() => connection.close());
  const account = await accountFromUri('//Bob');
  const submitter = new Submitter({ api: connection.api, account, log });
  process.child.kill('SIGSTOP');
  const sent = submitter.submit(createCalls(connection.api).register('Verifier', 200n * UNIT, 0n));
  await until('mute');
  process.child.kill('SIGCONT');
  await until('answers');
  await sent;
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
