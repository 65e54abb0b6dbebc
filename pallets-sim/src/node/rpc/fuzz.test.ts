import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { silent } from '../../../test/fake-node.ts';
import { createFakeRuntime, fakeSpec } from '../../../test/fake-runtime.ts';
import { connect } from '../../../test/rpc-client.ts';
import { startNode } from '../node.ts';

const start = () =>
  startNode({
    runtime: createFakeRuntime(),
    spec: fakeSpec(),
    sealing: 'manual',
    rpcPort: 0,
    rpcLimits: { subscriptionsPerConnection: 1_000_000 },
    logs: () => silent,
    now: () => 1_000_000,
  });

const hex = fc.uint8Array({ maxLength: 40 }).map((bytes) => `0x${Buffer.from(bytes).toString('hex')}`);
const hash = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => `0x${Buffer.from(bytes).toString('hex')}`);
const query = fc.record(
  {
    key: fc.oneof(hex, fc.jsonValue()),
    type: fc.constantFrom('value', 'hash', 'descendantsHashes', 'closestDescendantMerkleValue', 'none'),
    returnType: fc.constantFrom('value', 'hash', 5),
    count: fc.oneof(fc.integer({ min: -2, max: 3 }), fc.jsonValue()),
    transactions: fc.oneof(fc.array(hex, { maxLength: 2 }), fc.jsonValue()),
  },
  { requiredKeys: [] },
);
const param = fc.oneof(
  hex,
  hash,
  fc.integer({ min: -3, max: 2 ** 33 }),
  fc.array(query, { maxLength: 3 }),
  query,
  fc.jsonValue(),
);
const params = fc.oneof(
  { arbitrary: fc.array(param, { maxLength: 4 }), weight: 9 },
  { arbitrary: fc.jsonValue(), weight: 1 },
);

describe('any parameters', () => {
  it('get an answer or an error that was foreseen, from every method', async () => {
    await using node = await start();
    await using client = await connect(node.url);
    const { methods } = (await client.call('rpc_methods')).result as { methods: string[] };
    expect(methods.length).toBeGreaterThan(90);
    let id = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...methods), params, async (method, given) => {
        id++;
        const text = JSON.stringify({ jsonrpc: '2.0', id: `fuzz ${id}`, method, params: given });
        const answer = (await client.raw(text)) as { id: string; error?: { code: number; message: string } };
        expect(answer.id).toBe(`fuzz ${id}`);
        expect(answer.error?.code, `${method}: ${answer.error?.message}`).not.toBe(-32603);
      }),
      { numRuns: 3000 },
    );
    expect((await client.call('system_name')).result).toBe('plumbline-node');
  });

  it('of frames that are no JSON-RPC are answered as JSON-RPC says', async () => {
    await using node = await start();
    await using client = await connect(node.url);
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (text) => {
        const answer = await client.raw(text);
        const answers = Array.isArray(answer) ? answer : [answer];
        for (const { error } of answers as { error: { code: number } }[]) {
          expect([-32700, -32600, -32005]).toContain(error.code);
        }
      }),
      { numRuns: 300 },
    );
  });
});
