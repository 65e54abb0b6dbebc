import { call, type Methods } from '@plumbline/pallets-sim/node/rpc/method';
import { RpcServer } from '@plumbline/pallets-sim/node/rpc/server';
import { pino } from 'pino';
import { expect, it, vi } from 'vitest';
import { prepareCalls } from './prepared-calls.ts';
import { Submitter } from './submitter.ts';

const HASH = `0x${'5a'.repeat(32)}`;
/** Long and short ones; a mask and what it covers differ in length by all that there is. */
const texts = Array.from({ length: 300 }, (_, i) => `${i}:${'x'.repeat(80 + 7 * i)}`);
const calls = prepareCalls('take', texts);

async function connected(take: (text: string) => unknown) {
  const taken: string[] = [];
  const methods: Methods = {
    take: call((params) => {
      const text = params.text(0, 'text');
      taken.push(text);
      return take(text);
    }),
  };
  const server = new RpcServer({ here: methods, elsewhere: methods }, pino({ level: 'silent' }));
  const port = await server.listen('127.0.0.1', 0);
  const failures: Error[] = [];
  const submitter = await Submitter.connect(`ws://127.0.0.1:${port}`, calls, (why) => failures.push(why));
  const stop = async (): Promise<void> => {
    await submitter.close();
    await server.close();
  };
  return { server, taken, failures, submitter, [Symbol.asyncDispose]: stop };
}

it('sends each prepared call once, in order, and sees each answer', async () => {
  await using node = await connected(() => HASH);
  for (const until of [1, 1, 10, 9, 299, 1_000]) node.submitter.sendUpTo(until);
  await vi.waitFor(() => expect(node.submitter.answered).toBe(texts.length));
  expect(node.submitter.sent).toBe(texts.length);
  expect(node.taken).toEqual(texts);
  expect(node.failures).toEqual([]);
});

it('takes nothing for an answer but a hash', async () => {
  for (const answer of ['ok', `${HASH}00`, null, { hash: HASH }]) {
    await using node = await connected((text) => (text === texts[7] ? answer : HASH));
    node.submitter.sendUpTo(20);
    await vi.waitFor(() => expect(node.failures.join()).toContain('a call failed'));
    expect(node.submitter.answered).toBe(7);
  }
});

it('says when the node refuses a call or goes away', async () => {
  await using node = await connected(() => {
    throw new Error('not this one');
  });
  node.submitter.sendUpTo(1);
  await vi.waitFor(() => expect(node.failures.join()).toContain('a call failed: {"jsonrpc":"2.0","error"'));
  await using other = await connected(() => HASH);
  await other.server.close();
  await vi.waitFor(() => expect(other.failures.join()).toContain('the node has closed the connection'));
});
