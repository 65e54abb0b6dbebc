import { once } from 'node:events';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { silent } from '../../../test/fake-node.ts';
import { createFakeRuntime, fakeSpec } from '../../../test/fake-runtime.ts';
import { connect } from '../../../test/rpc-client.ts';
import { startNode } from '../node.ts';
import type { RpcLimits } from './limits.ts';
import { call } from './method.ts';
import { RpcServer } from './server.ts';

const start = (rpcLimits: Partial<RpcLimits>, state?: Record<string, string>) =>
  startNode({
    runtime: createFakeRuntime(),
    spec: fakeSpec(state),
    sealing: 'manual',
    rpcPort: 0,
    rpcLimits,
    logs: () => silent,
    now: Date.now,
  });

const post = (url: string, body: string) =>
  fetch(url.replace('ws:', 'http:'), {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  });
const request = (id: number, method: string, params: unknown[] = []) => ({
  jsonrpc: '2.0',
  id,
  method,
  params,
});
const hexKey = (text: string) => toHex(new TextEncoder().encode(text));

describe('limits of the server', () => {
  it('hold for connections, messages and subscriptions', async () => {
    await using node = await start({ connections: 2, messageBytes: 1000, subscriptionsPerConnection: 2 });
    await using first = await connect(node.url);
    const second = await connect(node.url);
    const [error] = await once(new WebSocket(node.url), 'error');
    expect(String(error)).toContain('429');
    expect((await post(node.url, '1')).status).toBe(429);
    for (let i = 0; i < 2; i++) expect((await first.call('chain_subscribeNewHeads')).error).toBeUndefined();
    expect((await first.call('chain_subscribeNewHeads')).error).toMatchObject({
      code: -32006,
      message: 'Too many subscriptions on the connection',
      data: 'Exceeded max limit of 2',
    });
    expect((await second.call('chain_subscribeNewHeads')).error).toBeUndefined();
    second.socket.send('x'.repeat(2000));
    const [code] = await once(second.socket, 'close');
    expect(code).toBe(1009);
    await expect.poll(async () => (await post(node.url, 'x'.repeat(2000))).status).toBe(413);
  });

  it('hold for batches and for answers, which are not gathered once they are too large', async () => {
    const state = Object.fromEntries(
      Array.from({ length: 50 }, (_, i) => [`k${i}`, `0x${'ab'.repeat(100)}`]),
    );
    await using node = await start({ batchCalls: 20, answerBytes: 3000 }, state);
    await using client = await connect(node.url);
    const tooBig = { code: -32008, message: 'Response is too big', data: 'Exceeded max limit of 3000' };
    for (const [method, ...params] of [
      ['state_getPairs', '0x'],
      ['state_queryStorageAt', Array.from({ length: 20 }, (_, i) => hexKey(`k${i}`))],
      [
        'state_queryStorage',
        Array.from({ length: 50 }, (_, i) => hexKey(`k${i}`)),
        toHex(node.chain.genesisHash),
      ],
      ['archive_v1_call', toHex(node.chain.genesisHash), 'Metadata_metadata'],
    ] as const) {
      const { error } = await client.call(method, ...params);
      if (method !== 'archive_v1_call') expect(error, method).toEqual(tooBig);
    }
    expect((await client.call('state_getPairs', hexKey('k1'))).result).toHaveLength(11);
    const batch = (count: number, method: string, ...params: unknown[]) =>
      JSON.stringify(Array.from({ length: count }, (_, id) => request(id, method, params)));
    expect(await client.raw(batch(21, 'system_name'))).toMatchObject({ id: null, error: { code: -32010 } });
    expect(await client.raw(batch(20, 'state_getStorage', hexKey('k1')))).toMatchObject({
      id: null,
      error: { code: -32011, data: 'Exceeded max limit of 3000' },
    });
    await using without = await start({ batchCalls: 0 });
    expect(await (await post(without.url, batch(1, 'system_name'))).json()).toMatchObject({
      error: { code: -32005 },
    });
    const answers = await (await post(node.url, batch(10, 'state_getStorage', hexKey('k1')))).json();
    expect(answers).toHaveLength(10);
  });

  it('hold for the calls in a minute: of a connection, and of an address over HTTP', async () => {
    await using node = await start({ callsPerMinute: 5 });
    await using client = await connect(node.url);
    const codes = async (ask: () => Promise<{ error?: { code: number } }>) => {
      const seen = [];
      for (let i = 0; i < 7; i++) seen.push((await ask()).error?.code ?? 0);
      return seen;
    };
    const expected = [0, 0, 0, 0, 0, -32999, -32999];
    expect(await codes(() => client.call('system_name'))).toEqual(expected);
    expect(
      await codes(async () => {
        const response = await post(node.url, JSON.stringify(request(1, 'system_name')));
        return (await response.json()) as { error?: { code: number } };
      }),
    ).toEqual(expected);
    const batch = JSON.stringify([request(1, 'system_name')]);
    expect(await (await post(node.url, batch)).json()).toMatchObject([{ error: { code: -32999 } }]);

    await using open = await start({ callsPerMinute: 5, unlimited: ['127.0.0.0/8', '::1'] });
    await using trusted = await connect(open.url);
    expect(await codes(() => trusted.call('system_name'))).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('end a subscription that would tell too much at once, and the node goes on', async () => {
    const state = { a: `0x${'ab'.repeat(2000)}`, b: '0x01' };
    await using node = await start({ answerBytes: 3000 }, state);
    await using client = await connect(node.url);
    const large = (await client.call('state_subscribeStorage', [hexKey('a')])).result;
    const small = (await client.call('state_subscribeStorage', [hexKey('b'), hexKey('b')])).result;
    expect(await client.results(small, 1)).toMatchObject([{ changes: [[hexKey('b'), '0x01']] }]);
    expect((await client.call('state_unsubscribeStorage', large)).result).toBe(false);
    expect((await client.call('state_unsubscribeStorage', small)).result).toBe(true);
  });

  it('hold for unanswered messages: the rest stays in the socket until there are answers', async () => {
    const gate = Promise.withResolvers<string>();
    let asked = 0;
    const methods = {
      wait: call(() => {
        asked++;
        return gate.promise;
      }),
      now: call(() => 'there'),
    };
    const server = new RpcServer({ here: methods, elsewhere: methods }, silent, {
      limits: { unansweredMessages: 10 },
    });
    const url = `ws://127.0.0.1:${await server.listen('127.0.0.1', 0)}`;
    try {
      await using client = await connect(url);
      // Each larger than what is read at a time.
      const padding = 'x'.repeat(100_000);
      const answers = Array.from({ length: 100 }, () => client.call('wait', padding));
      await expect.poll(() => asked).toBe(10);
      for (let i = 0; i < 20; i++) {
        expect((await post(url, JSON.stringify(request(1, 'now')))).status).toBe(200);
      }
      expect(asked).toBe(10);
      gate.resolve('open');
      expect((await Promise.all(answers)).every(({ result }) => result === 'open')).toBe(true);
      expect(asked).toBe(100);
    } finally {
      await server.close();
    }
  });
});
