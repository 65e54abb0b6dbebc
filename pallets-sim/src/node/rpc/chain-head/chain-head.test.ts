import { toHex } from '@plumbline/runtime-types/scale/hex';
import { describe, expect, it } from 'vitest';
import { silent } from '../../../../test/fake-node.ts';
import { createFakeRuntime, fakeSpec } from '../../../../test/fake-runtime.ts';
import { fakeAccount } from '../../../../test/fake-transaction.ts';
import { connect } from '../../../../test/rpc-client.ts';
import { type NodeOptions, startNode } from '../../node.ts';

const start = (options: Partial<NodeOptions> = {}) =>
  startNode({
    runtime: createFakeRuntime(),
    spec: fakeSpec({ a: '0x01', aa: '0x02', ab: '0x03', b: `0x${'04'.repeat(40)}` }),
    sealing: 'manual',
    rpcPort: 0,
    logs: () => silent,
    now: Date.now,
    ...options,
  });

type Client = Awaited<ReturnType<typeof connect>>;
type Event = Record<string, unknown> & { event: string };

/** Follows the head; `events` waits for so many events in all. */
async function follow(client: Client, withRuntime = true) {
  const id = (await client.call('chainHead_v1_follow', withRuntime)).result as string;
  const events = async (count: number) => (await client.results(id, count)) as Event[];
  const [initialized] = await events(2);
  const hash = (initialized!.finalizedBlockHashes as string[]).at(-1)!;
  /** Starts an operation; resolves with its events up to the last. */
  const operation = async (method: string, ...params: unknown[]) => {
    const { result, error } = await client.call(`chainHead_v1_${method}`, id, hash, ...params);
    if (error) return { error: error.code, started: undefined, seen: [] };
    const started = result as { result: string; operationId: string; discardedItems?: number };
    if (started.result !== 'started') return { error: undefined, started, seen: [] };
    for (let count = 1; ; count++) {
      const mine = (await events(count)).filter(({ operationId }) => operationId === started.operationId);
      const last = mine.at(-1)?.event ?? '';
      if (last === 'operationWaitingForContinue') {
        const waits = mine.filter(({ event }) => event === last).length;
        if (waits > (continued.get(started.operationId) ?? 0)) {
          continued.set(started.operationId, waits);
          await client.call('chainHead_v1_continue', id, started.operationId);
        }
      }
      if (/Done$|Error$|Inaccessible$/.test(last)) return { error: undefined, started, seen: mine };
    }
  };
  const continued = new Map<string, number>();
  return { id, hash, events, operation };
}

const key = (text: string) => toHex(new TextEncoder().encode(text));

describe('chainHead_v1', () => {
  it('reports finalised blocks and the runtime first, then each block as new, best and final', async () => {
    await using node = await start();
    await using client = await connect(node.url);
    for (let i = 0; i < 20; i++) await client.call('engine_createBlock', true, true);
    const { events, hash } = await follow(client);
    const { result } = await client.call('engine_createBlock', true, true);
    const block = (result as { hash: string }).hash;
    const [initialized, best, ...later] = await events(5);
    expect(initialized).toMatchObject({ event: 'initialized', finalizedBlockRuntime: { type: 'valid' } });
    expect(initialized!.finalizedBlockRuntime).toMatchObject({ spec: { specName: 'fake', apis: {} } });
    expect(initialized!.finalizedBlockHashes).toHaveLength(16);
    expect(best).toEqual({ event: 'bestBlockChanged', bestBlockHash: hash });
    expect(later).toEqual([
      { event: 'newBlock', blockHash: block, parentBlockHash: hash, newRuntime: null },
      { event: 'bestBlockChanged', bestBlockHash: block },
      { event: 'finalized', finalizedBlockHashes: [block], prunedBlockHashes: [] },
    ]);
  });

  it('reads values, hashes, merkle values and descendants of a pinned block', async () => {
    await using node = await start({ chainHeadLimits: { pageItems: 2 } });
    await using client = await connect(node.url);
    const { operation } = await follow(client);
    const items = async (...queries: object[]) => {
      const { seen } = await operation('storage', queries, null);
      return seen.flatMap((event) => (event.items as object[] | undefined) ?? []);
    };
    expect(await items({ key: key('a'), type: 'value' }, { key: key('zz'), type: 'value' })).toEqual([
      { key: key('a'), value: '0x01' },
    ]);
    const stored = (await client.call('state_getStorageHash', key('b'))).result;
    expect(await items({ key: key('b'), type: 'hash' })).toEqual([{ key: key('b'), hash: stored }]);
    const [top] = await items({ key: '0x', type: 'closestDescendantMerkleValue' });
    expect(top).toEqual({ key: '0x', closestDescendantMerkleValue: toHex(node.chain.head.stateRoot) });
    const { seen } = await operation('storage', [{ key: key('a'), type: 'descendantsValues' }], null);
    expect(seen.map(({ event }) => event)).toEqual([
      'operationStorageItems',
      'operationWaitingForContinue',
      'operationStorageItems',
      'operationStorageDone',
    ]);
    expect(seen.flatMap((event) => (event.items as { key: string }[] | undefined) ?? [])).toEqual([
      { key: key('a'), value: '0x01' },
      { key: key('aa'), value: '0x02' },
      { key: key('ab'), value: '0x03' },
    ]);
    expect(
      await items({ key: key('a'), type: 'descendantsHashes', paginationStartKey: key('aa') }),
    ).toMatchObject([{ key: key('ab') }]);
    expect((await operation('storage', [{ key: '0x', type: 'value' }], '0x00')).seen).toMatchObject([
      { event: 'operationStorageDone' },
    ]);
    expect((await operation('storage', [{ key: '0x', type: 'everything' }], null)).error).toBe(-32602);
  });

  it('gives headers and bodies, and calls the runtime with empty call data', async () => {
    await using node = await start();
    await using client = await connect(node.url);
    await client.call('engine_createBlock', true, true);
    const { id, hash, operation } = await follow(client);
    expect((await client.call('chainHead_v1_header', id, hash)).result).toBe(toHex(node.chain.head.encoded));
    expect((await operation('body')).seen).toMatchObject([
      { event: 'operationBodyDone', value: node.chain.body(node.chain.head.hash)!.map(toHex) },
    ]);
    expect((await operation('call', 'Metadata_metadata', '')).seen).toMatchObject([
      { event: 'operationCallDone', output: '0x106d657461' },
    ]);
    expect(
      (await operation('call', 'AccountNonceApi_account_nonce', toHex(fakeAccount(1)))).seen,
    ).toMatchObject([{ output: '0x00000000' }]);
    expect((await operation('call', 'Nothing_here', '0x')).seen).toMatchObject([
      { event: 'operationError', error: expect.stringContaining('Nothing_here') },
    ]);
  });

  it('answers with the codes of the specification', async () => {
    await using node = await start({ chainHeadLimits: { follows: 2, operations: 16, pageItems: 1 } });
    await using client = await connect(node.url);
    const { id, hash, operation } = await follow(client);
    const other = `0x${'11'.repeat(32)}`;
    const code = async (method: string, ...params: unknown[]) => {
      const { error, result } = await client.call(`chainHead_v1_${method}`, ...params);
      return error?.code ?? result;
    };
    for (const [method, ...more] of [['header'], ['body'], ['call', 'f', '0x'], ['storage', [], null]]) {
      expect(await code(method as string, id, other, ...more), `${method} of another block`).toBe(-32801);
      expect(await code(method as string, id, 'nothing', ...more), `${method} of no hash`).toBe(-32602);
      const unknown = await code(method as string, 'nobody', hash, ...more);
      expect(unknown, `${method} of nobody`).toEqual(method === 'header' ? null : { result: 'limitReached' });
    }
    expect(await code('unpin', id, [hash, other])).toBe(-32801);
    expect(await code('unpin', id, [hash, hash])).toBe(-32804);
    expect(await code('header', id, hash)).toBe(toHex(node.chain.head.encoded));
    expect(await code('unpin', 'nobody', hash)).toBe(null);
    const started = await code('storage', id, hash, [{ key: '0x', type: 'descendantsHashes' }], null);
    const { operationId } = started as { operationId: string };
    const waiting = async () => (await client.results(id, 0)) as Event[];
    await expect.poll(async () => (await waiting()).at(-1)?.event).toBe('operationWaitingForContinue');
    const many = Array.from({ length: 20 }, () => ({ key: key('a'), type: 'value' }));
    expect((await operation('storage', many, null)).started).toMatchObject({ discardedItems: 5 });
    expect(await code('continue', id, operationId)).toBe(null);
    await expect.poll(async () => (await waiting()).at(-1)?.event).toBe('operationWaitingForContinue');
    expect(await code('stopOperation', id, operationId)).toBe(null);
    expect(await code('stopOperation', id, operationId)).toBe(null);
    expect(await code('continue', id, operationId)).toBe(null);
    const plain = await follow(client, false);
    expect((await plain.operation('call', 'Metadata_metadata', '0x')).error).toBe(-32802);
    expect((await plain.events(1))[0]).not.toHaveProperty('finalizedBlockRuntime');
    expect(await code('follow', true)).toBe(-32800);
    expect(await code('unfollow', plain.id)).toBe(null);
    expect(await code('unfollow', plain.id)).toBe(null);
    expect(await code('header', plain.id, hash)).toBe(null);
    expect(typeof (await code('follow', true))).toBe('string');
    expect(await code('unpin', id, hash)).toBe(null);
    expect(await code('header', id, hash)).toBe(-32801);
  });

  it('says that an operation does not wait for being continued', async () => {
    await using node = await start();
    await using client = await connect(node.url);
    const { id, hash } = await follow(client);
    const call = (n: number, method: string, ...params: unknown[]) => ({
      jsonrpc: '2.0',
      id: `x${n}`,
      method,
      params,
    });
    const answers = await client.raw(
      JSON.stringify([
        call(1, 'chainHead_v1_body', id, hash),
        call(2, 'chainHead_v1_continue', id, '0'),
        call(3, 'chainHead_v1_stopOperation', id, '0'),
      ]),
    );
    expect(answers).toMatchObject([
      { result: { result: 'started', operationId: '0' } },
      { error: { code: -32803 } },
      { result: null },
    ]);
  });

  it('stops a subscription that unpins nothing, and serves what follows anew', async () => {
    await using node = await start({ chainHeadLimits: { pinnedBlocks: 3 } });
    await using client = await connect(node.url);
    const { id, hash, events } = await follow(client);
    for (let i = 0; i < 4; i++) await client.call('engine_createBlock', true, true);
    expect((await events(9)).map(({ event }) => event).slice(8)).toEqual(['stop']);
    expect((await client.call('chainHead_v1_header', id, hash)).result).toBe(null);
    expect((await client.call('chainHead_v1_unfollow', id)).result).toBe(null);
    const again = await follow(client);
    expect(again.hash).toBe(toHex(node.chain.head.hash));
  });

  it('keeps connections apart and is not served over HTTP', async () => {
    await using node = await start();
    await using one = await connect(node.url);
    await using two = await connect(node.url);
    const { id, hash } = await follow(one);
    expect((await two.call('chainHead_v1_header', id, hash)).result).toBe(null);
    expect((await two.call('chainHead_v1_unfollow', id)).result).toBe(null);
    expect((await one.call('chainHead_v1_header', id, hash)).result).not.toBe(null);
    const response = await fetch(node.url.replace('ws:', 'http:'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'chainHead_v1_header', params: [id, hash] }),
    });
    expect(await response.json()).toMatchObject({ error: { code: -32000 } });
  });
});
