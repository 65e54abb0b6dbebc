import { toHex } from '@plumbline/runtime-types/scale/hex';
import { describe, expect, it } from 'vitest';
import { silent } from '../../../../test/fake-node.ts';
import { createFakeRuntime, fakeSpec } from '../../../../test/fake-runtime.ts';
import { fakeTransaction } from '../../../../test/fake-transaction.ts';
import { connect } from '../../../../test/rpc-client.ts';
import { blake2b256 } from '../../hash.ts';
import { type NodeOptions, startNode } from '../../node.ts';

const start = (options: Partial<NodeOptions> = {}) =>
  startNode({
    runtime: createFakeRuntime(),
    spec: fakeSpec({ a: '0x01', aa: '0x02' }),
    sealing: 'manual',
    rpcPort: 0,
    logs: () => silent,
    now: Date.now,
    ...options,
  });

const key = (text: string) => toHex(new TextEncoder().encode(text));
const transaction = (who: number, nonce: number, tip = 0) => toHex(fakeTransaction({ who, nonce, tip }));
const unknown = `0x${'11'.repeat(32)}`;

describe('chainSpec_v1 and archive_v1', () => {
  it('say what the chain is and give any of its blocks', async () => {
    await using node = await start();
    await using client = await connect(node.url);
    const ask = async (method: string, ...params: unknown[]) => (await client.call(method, ...params)).result;
    await client.call('engine_createBlock', true, true);
    const { chain } = node;
    expect(await ask('chainSpec_v1_chainName')).toBe('Fake');
    expect(await ask('chainSpec_v1_properties')).toEqual({ ss58Format: 42 });
    expect(await ask('chainSpec_v1_genesisHash')).toBe(toHex(chain.genesisHash));
    expect(await ask('archive_v1_genesisHash')).toBe(toHex(chain.genesisHash));
    expect(await ask('archive_v1_finalizedHeight')).toBe(1);
    expect(await ask('archive_v1_hashByHeight', 1)).toEqual([toHex(chain.head.hash)]);
    expect(await ask('archive_v1_hashByHeight', 2)).toEqual([]);
    expect(await ask('archive_v1_hashByHeight', 2 ** 40)).toEqual([]);
    const head = toHex(chain.head.hash);
    expect(await ask('archive_v1_header', head)).toBe(toHex(chain.head.encoded));
    expect(await ask('archive_v1_body', head)).toEqual(chain.body(chain.head.hash)!.map(toHex));
    for (const method of ['header', 'body']) expect(await ask(`archive_v1_${method}`, unknown)).toBe(null);
    expect(await ask('archive_v1_call', head, 'Metadata_metadata', '0x')).toEqual({
      success: true,
      value: '0x106d657461',
    });
    expect(await ask('archive_v1_call', head, 'No_such', '')).toMatchObject({
      success: false,
      error: expect.stringContaining('No_such'),
    });
    expect(await ask('archive_v1_call', unknown, 'Metadata_metadata', '')).toBe(null);
    expect((await client.call('archive_v1_hashByHeight', 'one')).error?.code).toBe(-32602);
  });

  it('read storage and what a block has changed in it', async () => {
    await using node = await start();
    await using client = await connect(node.url);
    const results = async (method: string, count: number, ...params: unknown[]) => {
      const { result, error } = await client.call(`archive_v1_${method}`, ...params);
      return error ? error.code : client.results(result, count);
    };
    const genesis = toHex(node.chain.genesisHash);
    const query = [{ key: key('a'), type: 'descendantsValues', paginationStartKey: null }];
    expect(await results('storage', 3, genesis, query, null)).toEqual([
      { event: 'storage', key: key('a'), value: '0x01' },
      { event: 'storage', key: key('aa'), value: '0x02' },
      { event: 'storageDone' },
    ]);
    expect(await results('storage', 1, unknown, query, null)).toMatchObject([{ event: 'storageError' }]);
    const paged = [{ key: key('a'), type: 'value', paginationStartKey: key('a') }];
    expect(await results('storage', 1, genesis, paged, null)).toBe(-32602);

    await client.call('author_submitExtrinsic', transaction(1, 0));
    await client.call('engine_createBlock', false, true);
    await client.call('engine_createBlock', true, true);
    const [first, second] = [1, 2].map((number) => toHex(node.chain.blockHash(number)!));
    const items = [{ key: key('n'), returnType: 'value' }];
    expect(await results('storageDiff', 2, second, items, null)).toEqual([
      { event: 'storageDiff', key: key('number'), type: 'modified', value: '0x02000000' },
      { event: 'storageDiffDone' },
    ]);
    expect(await results('storageDiff', 3, second, items, genesis)).toMatchObject([
      { type: 'added', value: '0x01000000' },
      { key: key('number'), type: 'added' },
      { event: 'storageDiffDone' },
    ]);
    await client.call('dev_setStorage', [[key('aa'), null]]);
    const third = toHex(node.chain.head.hash);
    expect(await results('storageDiff', 2, third, [{ key: key('a'), returnType: 'hash' }], first)).toEqual([
      { event: 'storageDiff', key: key('aa'), type: 'deleted', hash: toHex(blake2b256(Uint8Array.of(2))) },
      { event: 'storageDiffDone' },
    ]);
    expect(await results('storageDiff', 2, third, [{ key: key('aa'), returnType: 'value' }])).toMatchObject([
      { type: 'deleted', value: '0x02' },
      { event: 'storageDiffDone' },
    ]);
    for (const later of [first, second]) {
      expect(await results('storageDiff', 1, first, items, later)).toMatchObject([
        { event: 'storageDiffError', error: expect.stringContaining('no ancestor') },
      ]);
    }
    expect(await results('storageDiff', 1, genesis)).toMatchObject([{ event: 'storageDiffError' }]);
    expect(await results('storageDiff', 1, genesis, [{ key: '0x' }])).toBe(-32602);
    for (const method of ['stopStorage', 'stopStorageDiff', 'storageDiff_stopStorageDiff']) {
      expect(await client.call(`archive_v1_${method}`, 'nobody')).toMatchObject({ result: null });
    }
  });
});

describe('transaction_v1', () => {
  it('offers a transaction until a block holds it, and tells nothing of one that is no good', async () => {
    await using node = await start();
    await using client = await connect(node.url);
    const broadcast = async (hex: string) => (await client.call('transaction_v1_broadcast', hex)).result;
    const id = await broadcast(transaction(1, 0));
    expect(typeof id).toBe('string');
    const malformed = await broadcast('0x1234');
    expect(typeof malformed).toBe('string');
    expect((await client.call('transaction_v1_broadcast', 'nothing')).error?.code).toBe(-32602);
    expect(node.pool.readyCount).toBe(1);
    node.pool.clear();
    await client.call('engine_createBlock', true, true);
    expect(node.pool.readyCount, 'offered again after the block').toBe(1);
    await client.call('engine_createBlock', true, true);
    expect(node.pool.readyCount).toBe(0);
    expect((await client.call('transaction_v1_stop', id)).result).toBe(null);
    expect((await client.call('transaction_v1_stop', id)).error?.code).toBe(-32602);
    expect((await client.call('transaction_v1_stop', malformed)).result).toBe(null);
  });

  it('has a limit for each connection, and ends with it', async () => {
    await using node = await start();
    const client = await connect(node.url);
    const answers = await Promise.all(
      Array.from({ length: 65 }, () => client.call('transaction_v1_broadcast', transaction(1, 1))),
    );
    expect(answers.filter(({ result }) => result === null)).toHaveLength(1);
    expect(node.pool.futureCount).toBe(1);
    await client[Symbol.asyncDispose]();
    await using other = await connect(node.url);
    await other.call('author_removeExtrinsic', [{ extrinsic: transaction(1, 1) }]);
    await other.call('engine_createBlock', true, true);
    expect(node.pool.futureCount, 'nobody offers it any more').toBe(0);
  });
});

describe('transactionWatch_v1', () => {
  it('tells of the block and the place in it, and why a transaction is not taken', async () => {
    await using node = await start({ sealing: 'instant' });
    await using client = await connect(node.url);
    const events = async (hex: string, count: number) => {
      const { result } = await client.call('transactionWatch_v1_submitAndWatch', hex);
      return client.results(result, count);
    };
    const seen = await events(transaction(1, 0), 3);
    const block = { hash: toHex(node.chain.head.hash), index: 1 };
    expect(seen).toEqual([
      { event: 'validated' },
      { event: 'bestChainBlockIncluded', block },
      { event: 'finalized', block },
    ]);
    expect(await events(transaction(1, 0), 1)).toMatchObject([
      { event: 'invalid', error: expect.stringContaining('outdated') },
    ]);
    expect(await events('0x1234', 1)).toMatchObject([
      { event: 'invalid', error: expect.stringContaining('invalid format') },
    ]);
    expect((await client.call('transactionWatch_v1_submitAndWatch', 'x')).error?.code).toBe(-32602);
    const { result } = await client.call('transactionWatch_v1_submitAndWatch', transaction(2, 5));
    expect((await client.call('transactionWatch_v1_unwatch', result)).result).toBe(null);
    expect((await client.call('transactionWatch_v1_unwatch', result)).error?.code).toBe(-32602);
    expect(node.pool.futureCount).toBe(1);
  });
});
