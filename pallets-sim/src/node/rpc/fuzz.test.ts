import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { silent } from '../../../test/fake-node.ts';
import { createFakeRuntime, fakeSpec } from '../../../test/fake-runtime.ts';
import { params } from '../../../test/faults/any-params.ts';
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

/** A frame whose header may say anything: any opcode, reserved bits, no mask, a length that is not that of what follows. */
const frame = fc
  .record({
    first: fc.integer({ min: 0, max: 255 }),
    isMasked: fc.boolean(),
    claimed: fc.oneof(fc.constant(undefined), fc.bigInt({ min: 0n, max: 2n ** 63n })),
    payload: fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map((text) => new Uint8Array(Buffer.from(text))),
    ),
  })
  .map(({ first, isMasked, claimed, payload }) => {
    const mask = isMasked ? 0x80 : 0;
    const length = claimed ?? BigInt(payload.length);
    const long = Buffer.alloc(8);
    long.writeBigUInt64BE(length);
    const header =
      length < 126n
        ? [mask | Number(length)]
        : length < 65_536n
          ? [mask | 126, ...long.subarray(6)]
          : [mask | 127, ...long];
    return Buffer.concat([Buffer.from([first, ...header]), Buffer.alloc(isMasked ? 4 : 0), payload]);
  });

/** A connection that has said the words to become a WebSocket, to write anything to. */
async function rawSocket(port: number) {
  const socket = connectTcp(port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  const hello = ['GET / HTTP/1.1', 'Host: localhost', 'Connection: Upgrade', 'Upgrade: websocket'];
  const key = ['Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=='];
  socket.write(`${[...hello, ...key].join('\r\n')}\r\n\r\n`);
  await once(socket, 'data');
  return socket;
}

describe('any parameters', () => {
  it('get an answer or an error that was foreseen, from every method', async () => {
    await using node = await start();
    await using client = await connect(node.url);
    const { methods } = (await client.call('rpc_methods')).result as { methods: string[] };
    expect(methods.length).toBeGreaterThan(115);
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
          expect([-32700, -32600, -32010]).toContain(error.code);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('of raw frames end that connection at worst, whatever length they claim', async () => {
    await using node = await start();
    await using client = await connect(node.url);
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 4 }), async (frames) => {
        const socket = await rawSocket(node.port);
        socket.write(Buffer.concat(frames));
        // Once this node has answered somebody else it has read the frames, too.
        expect((await client.call('system_name')).result).toBe('plumbline-node');
        socket.destroy();
      }),
      { numRuns: 300 },
    );
  });

  it('of HTTP bodies, with any headers, are answered', async () => {
    await using node = await start();
    const method = fc.constantFrom('system_name', 'state_getStorage', 'chain_subscribeNewHeads', 'nothing');
    const call = fc.record({ jsonrpc: fc.constant('2.0'), id: fc.jsonValue(), method, params });
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      fc.oneof(call, fc.array(call, { maxLength: 3 })).map((value) => Buffer.from(JSON.stringify(value))),
    );
    const type = fc.constantFrom('application/json', 'application/json; charset=utf-8', 'text/plain');
    await fc.assert(
      fc.asyncProperty(body, type, fc.constantFrom('POST', 'PUT'), async (bytes, contentType, verb) => {
        const response = await fetch(node.url.replace('ws:', 'http:'), {
          method: verb,
          body: bytes,
          headers: { 'content-type': contentType },
        });
        const text = await response.text();
        expect([200, 204, 405, 415]).toContain(response.status);
        if (response.status !== 200) return;
        for (const answer of [JSON.parse(text)].flat() as { error?: { code: number } }[]) {
          if (answer.error) expect(answer.error.code).not.toBe(-32603);
        }
      }),
      { numRuns: 300 },
    );
  });
});
