import { describe, expect, it } from 'vitest';
import { silent } from '../../../test/fake-node.ts';
import { createFakeRuntime, fakeSpec } from '../../../test/fake-runtime.ts';
import { connect } from '../../../test/rpc-client.ts';
import { type NodeOptions, startNode } from '../node.ts';

const start = (options: Partial<NodeOptions>) =>
  startNode({
    runtime: createFakeRuntime(),
    spec: fakeSpec(),
    sealing: 'manual',
    rpcPort: 0,
    logs: () => silent,
    now: Date.now,
    ...options,
  });

async function methodsOf(options: Partial<NodeOptions>) {
  await using node = await start(options);
  await using client = await connect(node.url.replace('0.0.0.0', '127.0.0.1'));
  const { methods } = (await client.call('rpc_methods')).result as { methods: string[] };
  const { error } = await client.call('dev_newBlock');
  return { lists: methods.includes('dev_newBlock'), code: error?.code, head: node.chain.head.number };
}

async function subscribed(rpcMethods: 'safe' | 'unsafe', ...keys: unknown[]) {
  await using node = await start({ rpcMethods });
  await using client = await connect(node.url);
  const { result, error } = await client.call('state_subscribeStorage', ...keys);
  return error?.code ?? typeof result;
}

describe('served methods', () => {
  it.each([
    ['auto', '127.0.0.1', true],
    ['auto', '0.0.0.0', false],
    ['safe', '127.0.0.1', false],
    ['unsafe', '0.0.0.0', true],
  ] as const)('under %s at %s: unsafe ones %s', async (rpcMethods, rpcHost, areServed) => {
    expect(await methodsOf({ rpcMethods, rpcHost })).toEqual(
      areServed ? { lists: true, code: undefined, head: 1 } : { lists: false, code: -32601, head: 0 },
    );
  });

  it('are for some uses unsafe: storage is followed without keys only where that is allowed', async () => {
    expect(await subscribed('safe', ['0x61'])).toBe('string');
    expect(await subscribed('safe')).toBe(-32601);
    expect(await subscribed('safe', null)).toBe(-32601);
    expect(await subscribed('unsafe')).toBe('string');
    expect(await subscribed('unsafe', null)).toBe('string');
    expect(await subscribed('unsafe', 'all')).toBe(-32602);
  });

  it('go to the pages that are allowed', async () => {
    const status = async (rpcOrigins: NodeOptions['rpcOrigins'], origin: string) => {
      await using node = await start(rpcOrigins ? { rpcOrigins } : {});
      return (await fetch(`${node.url.replace('ws:', 'http:')}/health`, { headers: { origin } })).status;
    };
    expect(await status(undefined, 'http://localhost:5173')).toBe(200);
    expect(await status(undefined, 'http://localhost:5173.evil.example')).toBe(403);
    expect(await status(undefined, 'https://example.org')).toBe(403);
    expect(await status('all', 'https://example.org')).toBe(200);
    expect(await status(['https://example.org'], 'https://example.org')).toBe(200);
    expect(await status(['https://example.org'], 'http://localhost:5173')).toBe(403);
  });
});
