import { once } from 'node:events';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { describe, expect, it } from 'vitest';
import { silent } from '../../../test/fake-node.ts';
import { createFakeRuntime, fakeSpec } from '../../../test/fake-runtime.ts';
import { fakeTransaction } from '../../../test/fake-transaction.ts';
import { connect } from '../../../test/rpc-client.ts';
import { type NodeOptions, startNode } from '../node.ts';

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

/** jsonrpsee's, which clients compare. */
const MESSAGES: Record<number, string> = { [-32700]: 'Parse error', [-32600]: 'Invalid request' };

const hexKey = (text: string) => toHex(new TextEncoder().encode(text));
const transaction = (who: number, nonce: number, tip = 0) => toHex(fakeTransaction({ who, nonce, tip }));

describe('JSON-RPC', () => {
  it('answers what is not a request as JSON-RPC 2.0 says', async () => {
    await using node = await start();
    await using client = await connect(node.url);
    const error = (code: number, id: unknown = null) => ({
      jsonrpc: '2.0',
      id,
      error: { code, message: MESSAGES[code], data: expect.any(String) },
    });
    expect(await client.raw('{"jsonrpc": "2.0", "id": 1')).toEqual(error(-32700));
    expect(await client.raw('7')).toEqual(error(-32600));
    const named = (id: string) => `{"jsonrpc":"2.0","method":"system_name","id":${id}}`;
    for (const id of ['1.5', '-1', '0', '""', 'null']) {
      expect(await client.raw(named(id))).toMatchObject({ id: JSON.parse(id), result: expect.any(String) });
    }
    for (const id of ['true', '[1]', '{}', '1e999'])
      expect(await client.raw(named(id))).toEqual(error(-32600));
    expect(await client.raw('[]')).toEqual(error(-32600));
    expect(await client.raw('{"jsonrpc":"2.0","method":1,"id":null}')).toEqual(error(-32600));
    expect(await client.raw('{"jsonrpc":"1.0","method":"system_name","id":"x"}')).toEqual(error(-32600, 'x'));
    expect(
      await client.raw(
        '[{"jsonrpc":"2.0","method":"system_name","id":"a"},{"jsonrpc":"2.0","method":"system_name"},1]',
      ),
    ).toEqual([{ jsonrpc: '2.0', id: 'a', result: 'plumbline-node' }, error(-32600)]);
  });

  it('names an unknown method and a bad parameter', async () => {
    await using node = await start();
    await using client = await connect(node.url);
    const failure = async (method: string, ...params: unknown[]) => {
      const { error } = await client.call(method, ...params);
      return `${error?.code} ${error?.message}: ${error?.data ?? ''}`;
    };
    expect(await failure('state_getMoney')).toMatch(
      /^-32601 Method not found: .*"state_getMoney".*rpc_methods/,
    );
    expect(await failure('toString')).toMatch(/^-32601/);
    expect(await failure('state_getStorage', '0xabc')).toMatch(
      /^-32602 Invalid params: parameter 1 \(key\).*hex/,
    );
    expect(await failure('state_getStorage')).toMatch(/^-32602 .*parameter 1 \(key\) is missing/);
    expect(await failure('state_getStorage', 5)).toMatch(/^-32602 .*parameter 1 \(key\)/);
    expect(await failure('state_getStorage', '0x00', '0x12')).toMatch(
      /^-32602 .*parameter 2 \(hash\).*32 bytes/,
    );
    const unknown = `0x${'77'.repeat(32)}`;
    expect(await failure('state_getStorage', '0x00', unknown)).toBe(
      `4003 Client error: UnknownBlock: Header was not found in the database: ${unknown}: `,
    );
    expect(await failure('chain_getBlockHash', -1)).toMatch(/^-32602 .*parameter 1 \(number\)/);
    for (const tooLarge of [2 ** 32, '0x100000000', [0, 2 ** 40]]) {
      expect(await failure('chain_getBlockHash', tooLarge)).toMatch(/^3001 `.*` > u32::MAX/);
    }
    expect(await failure('state_getKeysPaged', '0x', 5000)).toMatch(/^4002 /);
    expect(await failure('state_call', 'Nothing_here', '0x')).toBe(
      '4003 Client error: Execution failed: Other: Exported method Nothing_here is not found: ',
    );
    expect(await failure('system_accountNextIndex', 'nobody')).toMatch(/^-32602 .*SS58/);
    expect(await failure('chain_unsubscribeNewHeads')).toMatch(/^-32602 .*subscription/);
    expect(await client.raw('{"jsonrpc":"2.0","id":null,"method":"system_name","params":7}')).toMatchObject({
      error: { code: -32602 },
    });
  });

  it('lists exactly what it serves', async () => {
    await using node = await start();
    await using client = await connect(node.url);
    const { result } = await client.call('rpc_methods');
    const { methods } = result as { methods: string[] };
    expect(methods).toContain('chain_subscribeNewHead');
    for (const method of methods) {
      const { error } = await client.call(method);
      expect(error?.code, method).not.toBe(-32601);
      expect(error?.code, `${method}: ${error?.message}`).not.toBe(-32603);
    }
  });

  it('tells why an extrinsic is not taken', async () => {
    await using node = await start();
    await using client = await connect(node.url);
    const submit = async (hex: string) => (await client.call('author_submitExtrinsic', hex)).error;
    expect(await submit('0x')).toMatchObject({ code: 1001 });
    expect(await submit('0x2801')).toMatchObject({
      code: 1001,
      message: expect.stringContaining('10 bytes, 1 follow'),
    });
    expect(await submit('0x0409')).toMatchObject({ code: 1001 });
    expect(await submit(transaction(1, 0, 5))).toBeUndefined();
    expect(await submit(transaction(1, 0, 5))).toMatchObject({ code: 1013 });
    expect(await submit(transaction(1, 0, 2))).toMatchObject({ code: 1014 });
    await client.call('engine_createBlock', false, true);
    expect(await submit(transaction(1, 0))).toMatchObject({
      code: 1010,
      message: 'Invalid Transaction',
      data: expect.stringMatching(/^Transaction is outdated.*system_accountNextIndex/),
    });
    expect((await client.call('engine_createBlock', false, true)).error).toMatchObject({ code: 12_000 });
  });

  it('follows an extrinsic, heads and storage, and serves states of old blocks', async () => {
    await using node = await start({ sealing: 'instant' });
    await using client = await connect(node.url);
    const genesis = (await client.call('chain_getBlockHash', 0)).result;
    const heads = (await client.call('chain_subscribeNewHead')).result;
    const storage = (await client.call('state_subscribeStorage', [hexKey('number'), hexKey('a')])).result;
    const watch = (await client.call('author_submitAndWatchExtrinsic', transaction(1, 0))).result;
    const [ready, inBlock, finalized] = await client.results(watch, 3);
    const head = (await client.call('chain_getHead')).result;
    expect([ready, inBlock, finalized]).toEqual(['ready', { inBlock: head }, { finalized: head }]);
    expect(await client.results(heads, 2)).toMatchObject([
      { number: '0x0' },
      { number: '0x1', parentHash: genesis },
    ]);
    expect(await client.results(storage, 2)).toEqual([
      {
        block: genesis,
        changes: [
          [hexKey('number'), null],
          [hexKey('a'), '0x01'],
        ],
      },
      { block: head, changes: [[hexKey('number'), '0x01000000']] },
    ]);
    expect((await client.call('chain_unsubscribeFinalizedHeads', heads)).result, 'another kind').toBe(false);
    expect((await client.call('chain_unsubscribeNewHead', 7)).result, 'an id of another form').toBe(false);
    expect((await client.call('chain_unsubscribeNewHead', heads)).result).toBe(true);
    expect((await client.call('chain_unsubscribeNewHead', heads)).result).toBe(false);
    expect((await client.call('author_unwatchExtrinsic', watch)).result).toBe(false);

    expect((await client.call('state_getStorage', hexKey('number'))).result).toBe('0x01000000');
    expect((await client.call('state_getStorage', hexKey('number'), genesis)).result).toBeNull();
    expect((await client.call('state_getKeysPaged', '0x', 2, null, genesis)).result).toEqual([
      hexKey(':code'),
      hexKey('a'),
    ]);
    expect((await client.call('state_getKeysPaged', '0x', 2, hexKey('a'))).result).toHaveLength(2);
    expect((await client.call('state_queryStorage', [hexKey('number')], genesis)).result).toEqual([
      { block: genesis, changes: [[hexKey('number'), null]] },
      { block: head, changes: [[hexKey('number'), '0x01000000']] },
    ]);
    const { result } = await client.call('chain_getBlock');
    expect(result).toMatchObject({ block: { extrinsics: [expect.any(String), transaction(1, 0)] } });
  });

  it('sends nothing before the client has the id of its subscription', async () => {
    await using node = await start();
    await using client = await connect(node.url);
    const seen: unknown[] = [];
    client.socket.on('message', (data) => seen.push(JSON.parse(String(data)).method ?? 'answer'));
    const { result } = await client.call('state_subscribeRuntimeVersion');
    await client.results(result, 1);
    expect(seen).toEqual(['answer', 'state_runtimeVersion']);
  });

  it('counts the transactions in the pool into the next nonce', async () => {
    await using node = await start();
    await using client = await connect(node.url);
    // 32 bytes of 0x01 and 0x02
    const one = '5C62Ck4UrFPiBtoCmeSrgF7x9yv9mn38446dhCpsi2mLHiFT';
    expect((await client.call('system_accountNextIndex', one)).result).toBe(0);
    await client.call('author_submitExtrinsic', transaction(1, 0));
    await client.call('author_submitExtrinsic', transaction(1, 1));
    await client.call('author_submitExtrinsic', transaction(1, 3));
    expect((await client.call('system_accountNextIndex', one)).result).toBe(2);
    expect((await client.call('author_pendingExtrinsics')).result).toEqual([
      transaction(1, 0),
      transaction(1, 1),
    ]);
    const removed = await client.call('author_removeExtrinsic', [{ extrinsic: transaction(1, 0) }]);
    expect(removed.result, 'with the one that depends on it').toHaveLength(2);
  });

  it('serves HTTP: POST, health, and says what it does not do', async () => {
    await using node = await start();
    const url = node.url.replace('ws:', 'http:');
    const post = async (body: string | Buffer<ArrayBuffer>, headers: Record<string, string> = {}) =>
      fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
    const call = (method: string) => JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: [] });
    expect(await (await post(call('system_chain'))).json()).toEqual({
      jsonrpc: '2.0',
      id: 1,
      result: 'Fake',
    });
    expect(await (await post('nonsense')).json()).toMatchObject({ error: { code: -32700 } });
    expect(await (await post(call('chain_subscribeNewHeads'))).json()).toMatchObject({
      error: { message: expect.stringContaining('WebSocket') },
    });
    const latin1 = Buffer.from(`{"jsonrpc":"2.0","id":"\xfc","method":"system_chain"}`, 'latin1');
    expect(await (await post(latin1)).json()).toMatchObject({ error: { code: -32700 }, id: null });
    expect((await fetch(url)).status).toBe(405);
    expect(await (await fetch(`${url}/health`)).json()).toEqual({
      peers: 0,
      isSyncing: false,
      shouldHavePeers: false,
    });
    expect((await fetch(`${url}/health/readiness`)).status).toBe(200);
    expect((await post(call('system_chain'), { origin: 'https://evil.example' })).status).toBe(403);
    expect((await post(call('system_chain'), { origin: 'http://localhost:3000' })).status).toBe(200);
  });

  it('says that a port is in use, leaves nothing behind, and stops twice without complaint', async () => {
    const node = await start();
    await expect(start({ rpcPort: node.port })).rejects.toMatchObject({
      code: 'PortInUse',
      message: expect.stringMatching(new RegExp(`127.0.0.1:${node.port}: the port is in use.*--rpc-port`)),
    });
    await using client = await connect(node.url);
    await client.call('chain_subscribeNewHeads');
    const closed = once(client.socket, 'close');
    await Promise.all([node.stop(), node.stop()]);
    await closed;
  });
});
