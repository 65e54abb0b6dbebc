import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { silent } from '../../../test/fake-node.ts';
import { createFakeRuntime, fakeSpec } from '../../../test/fake-runtime.ts';
import { type NodeOptions, startNode } from '../node.ts';
import { isFromHere } from './from-here.ts';

const start = (options: Partial<NodeOptions> = {}) =>
  startNode({
    runtime: createFakeRuntime(),
    spec: fakeSpec(),
    sealing: 'manual',
    rpcPort: 0,
    logs: () => silent,
    now: Date.now,
    ...options,
  });

type Answer = {
  readonly result?: { readonly methods: string[] };
  readonly error?: { readonly code: number };
};
type Ask = (port: number, headers: Record<string, string>, method: string) => Promise<Answer>;

const call = (method: string) => JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: [] });

const overHttp: Ask = (port, headers, method) =>
  new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part) => {
          text += part;
        });
        response.on('end', () => resolve(JSON.parse(text)));
      },
    );
    asked.on('error', reject).end(call(method));
  });

const overWebSocket: Ask = (port, headers, method) =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, { headers });
    socket.on('error', reject).on('open', () => socket.send(call(method)));
    socket.on('message', (data) => {
      socket.terminate();
      resolve(JSON.parse(String(data)));
    });
  });

const REFUSED = 'RPC call is unsafe to be called externally';
const REBOUND = { host: 'evil.example:9944' };

describe.each([
  ['HTTP', overHttp],
  ['WebSocket', overWebSocket],
] as const)('over %s', (_name, ask) => {
  const isUnsafeServed = async (options: Partial<NodeOptions>, headers: Record<string, string>) => {
    await using node = await start(options);
    const { methods } = (await ask(node.port, headers, 'rpc_methods')).result!;
    expect(
      (await ask(node.port, headers, 'chain_getHeader')).error,
      'what is safe is served',
    ).toBeUndefined();
    const { error } = await ask(node.port, headers, 'dev_newBlock');
    expect(error?.code).toBe(methods.includes('dev_newBlock') ? undefined : -32601);
    const advice = (options.rpcMethods ?? 'auto') === 'auto' ? /localhost/ : /--rpc-methods unsafe/;
    if (error) expect(error).toMatchObject({ message: REFUSED, data: expect.stringMatching(advice) });
    return error === undefined;
  };

  it('unsafe methods are for whoever asks by a name of this machine, and not through a proxy', async () => {
    expect(await isUnsafeServed({}, {})).toBe(true);
    expect(await isUnsafeServed({}, REBOUND)).toBe(false);
    expect(await isUnsafeServed({}, { 'x-forwarded-for': '192.0.2.1' })).toBe(false);
    expect(await isUnsafeServed({ rpcMethods: 'unsafe' }, REBOUND)).toBe(true);
    expect(await isUnsafeServed({ rpcMethods: 'safe' }, {})).toBe(false);
  });
});

it('knows the names of this machine, as they stand in a request', () => {
  for (const host of [
    'localhost',
    'LOCALHOST:9944',
    'localhost.:9944',
    '127.0.0.1:80',
    '127.1.2.3',
    '[::1]:9944',
    '[::1]',
  ]) {
    expect(isFromHere({ host }), host).toBe(true);
  }
  for (const host of [
    '',
    'evil.example',
    'localhost.evil.example:9944',
    '127.0.0.1.evil.example',
    'localhost..',
    '.',
    '10.0.0.1',
  ]) {
    expect(isFromHere({ host }), host).toBe(false);
  }
  expect(isFromHere({ host: '[::2]:9944' })).toBe(false);
  expect(isFromHere({ host: '::1' }), 'without brackets it is no host').toBe(false);
  expect(isFromHere({}), 'HTTP 1.0, which no browser speaks').toBe(true);
  for (const name of ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']) {
    expect(isFromHere({ host: 'localhost', [name]: 'x' }), name).toBe(false);
  }
});
