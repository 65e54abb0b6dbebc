import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { describe, expect, it } from 'vitest';
import { silent, temporaryFolder } from '../../../../test/fake-node.ts';
import { createFakeRuntime, fakeSpec } from '../../../../test/fake-runtime.ts';
import { fakeTransaction } from '../../../../test/fake-transaction.ts';
import { connect } from '../../../../test/rpc-client.ts';
import { pairFromSuri } from '../../authorship/key-pair.ts';
import { createLogs } from '../../log/log.ts';
import { type NodeOptions, startNode } from '../../node.ts';

async function world(options: Partial<NodeOptions> = {}) {
  const node = await startNode({
    runtime: createFakeRuntime(),
    spec: fakeSpec({ a: '0x01', b: '0x0203' }),
    sealing: 'manual',
    rpcPort: 0,
    logs: () => silent,
    now: () => 1_000_000,
    ...options,
  });
  const client = await connect(node.url);
  const ask = async (method: string, ...params: unknown[]) => {
    const { result, error } = await client.call(method, ...params);
    return error ? `${error.code} ${error.message} ${error.data ?? ''}` : result;
  };
  const close = async () => {
    await client[Symbol.asyncDispose]();
    await node.stop();
  };
  return { node, client, ask, [Symbol.asyncDispose]: close };
}

const hexKey = (text: string) => toHex(new TextEncoder().encode(text));
const publicKey = `0x${'07'.repeat(32)}`;
const bob = toHex(pairFromSuri('//Bob').publicKey);

describe('author_* keys', () => {
  it('are kept in Substrate’s files, over a restart', async () => {
    await using folder = await temporaryFolder();
    {
      await using chain = await world({ basePath: folder.path });
      const { ask } = chain;
      expect(await ask('author_hasKey', bob, 'plmb')).toBe(false);
      expect(await ask('author_insertKey', 'plmb', '//Bob', publicKey)).toMatch(/^1040 .*secret URI/);
      expect(await ask('author_insertKey', 'plmb', 'nonsense', bob)).toMatch(/^1040 /);
      expect(await ask('author_insertKey', 'plmb', '//Bob', bob)).toBe(null);
      expect(await ask('author_insertKey', 'babes', '//Bob', bob)).toMatch(/^1040 .*length four/);
      expect(await ask('author_insertKey', 'plmb', '//Bob', '0x01')).toMatch(/^1040 .*32 or 33 bytes/);
    }
    const keystore = join(folder.path, 'chains', 'fake', 'keystore');
    const name = `706c6d62${bob.slice(2)}`;
    expect(await readdir(keystore)).toEqual([name]);
    expect(await readFile(join(keystore, name), 'utf8')).toBe('"//Bob"');
    expect((await stat(join(keystore, name))).mode & 0o777).toBe(0o600);
    await using again = await world({ basePath: folder.path });
    expect(await again.ask('author_hasKey', bob, 'plmb')).toBe(true);
    expect(await again.ask('author_hasKey', bob, 'gran')).toBe(false);
    expect(await again.ask('author_hasSessionKeys', bob)).toBe(true);
  });

  it('are made anew for a session', async () => {
    await using chain = await world();
    const keys = await chain.ask('author_rotateKeys');
    expect(keys).toMatch(/^0x[0-9a-f]{64}$/);
    expect(await chain.ask('author_hasSessionKeys', keys)).toBe(true);
    expect(await chain.ask('author_rotateKeys')).not.toBe(keys);
    const { keys: owned } = (await chain.ask('author_rotateKeysWithOwner', bob)) as { keys: string };
    expect(await chain.ask('author_hasSessionKeys', owned)).toBe(true);
    expect(await chain.ask('author_hasSessionKeys', '0x01')).toMatch(/^1040 .*not encoded correctly/);
  });
});

describe('childstate_*', () => {
  const child = hexKey(':child_storage:default:child');

  it('reads the keys of a child trie', async () => {
    await using chain = await world();
    const { ask } = chain;
    const values = { a: '0x01', b: '0x0203', code: `0x${'05'.repeat(40)}` };
    await ask(
      'dev_setStorage',
      Object.entries(values).map(([key, value]) => [child, hexKey(key), value]),
    );
    expect(await ask('childstate_getKeys', child, '0x')).toEqual(['a', 'b', 'code'].map(hexKey));
    expect(await ask('childstate_getKeysPaged', child, '0x', 1, hexKey('a'))).toEqual([hexKey('b')]);
    expect(await ask('childstate_getKeysPagedAt', child, hexKey('b'), 10)).toEqual([hexKey('b')]);
    expect(await ask('childstate_getStorage', child, hexKey('b'))).toBe('0x0203');
    expect(await ask('childstate_getStorageSize', child, hexKey('b'))).toBe(2);
    expect(await ask('childstate_getStorageHash', child, hexKey('b'))).toMatch(/^0x[0-9a-f]{64}$/);
    expect(await ask('childstate_getStorageEntries', child, [hexKey('a'), hexKey('c')])).toEqual([
      '0x01',
      null,
    ]);
    expect(await ask('childstate_getKeysPaged', child, '0x', 1001)).toMatch(/^4002 /);
  });

  it('finds nothing where no child trie is, and refuses other keys', async () => {
    await using chain = await world();
    const { node, ask } = chain;
    expect(await ask('childstate_getKeys', child, '0x')).toEqual([]);
    expect(await ask('childstate_getStorage', child, '0x00')).toBe(null);
    expect(await ask('childstate_getStorageEntries', child, ['0x00'])).toEqual([null]);
    expect(await ask('childstate_getStorage', hexKey('a'), '0x00')).toMatch(
      /^4003 .*Invalid child storage key/,
    );
    expect(await ask('childstate_getStorage', hexKey(':child_storage:default:'), '0x00')).toMatch(/^4003 /);
    for (const values of [[[child, publicKey]], [[hexKey('a'), '0x00', '0x00']], [['0x00']]]) {
      expect(await ask('dev_setStorage', values)).toMatch(/^-32602 /);
    }
    expect(node.chain.head.number).toBe(0);
  });
});

describe('offchain_*', () => {
  it('remembers beside the chain, over a restart', async () => {
    await using folder = await temporaryFolder();
    {
      await using chain = await world({ basePath: folder.path });
      const { ask } = chain;
      expect(await ask('offchain_localStorageGet', 'PERSISTENT', '0x01')).toBe(null);
      expect(await ask('offchain_localStorageSet', 'PERSISTENT', '0x01', '0xabcd')).toBe(null);
      expect(await ask('offchain_localStorageSet', 'PERSISTENT', '0x02', '0xabcd')).toBe(null);
      expect(await ask('offchain_localStorageClear', 'PERSISTENT', '0x02')).toBe(null);
      expect(await ask('offchain_localStorageClear', 'PERSISTENT', '0x02')).toBe(null);
      expect(await ask('offchain_localStorageGet', 'PERSISTENT', '0x02')).toBe(null);
      expect(await ask('offchain_localStorageSet', 'LOCAL', '0x01', '0xabcd')).toMatch(/^5001 /);
      expect(await ask('offchain_localStorageGet', 'NONE', '0x01')).toMatch(/^-32602 .*kind/);
    }
    await using again = await world({ basePath: folder.path });
    expect(await again.ask('offchain_localStorageGet', 'PERSISTENT', '0x01')).toBe('0xabcd');
  });
});

describe('system_*', () => {
  it('has a peer id that stays, and reserved peers', async () => {
    await using folder = await temporaryFolder();
    const ids: unknown[] = [];
    for (let run = 0; run < 2; run++) {
      await using chain = await world({ basePath: folder.path });
      ids.push(await chain.ask('system_localPeerId'));
    }
    expect(ids[0]).toMatch(/^12D3KooW[1-9A-HJ-NP-Za-km-z]{44}$/);
    expect(ids[1]).toBe(ids[0]);
    await using chain = await world();
    const { ask } = chain;
    expect(await ask('system_localPeerId')).not.toBe(ids[0]);
    expect(await ask('system_addReservedPeer', `/ip4/10.0.0.1/tcp/30333/p2p/${ids[0]}`)).toBe(null);
    expect(await ask('system_addReservedPeer', '/ip4/10.0.0.1/tcp/30333')).toMatch(/^2002 .*peer id/);
    expect(await ask('system_reservedPeers')).toEqual([ids[0]]);
    expect(await ask('system_unstable_networkState')).toMatchObject({ connectedPeers: {} });
    expect(await ask('system_removeReservedPeer', ids[0])).toBe(null);
    expect(await ask('system_reservedPeers')).toEqual([]);
  });

  it('changes what is logged while it runs', async () => {
    const lines: string[] = [];
    const destination = { write: (line: string) => void lines.push(JSON.parse(line).msg) };
    const { logs, filter } = createLogs({ levels: 'warn', format: 'json', destination });
    await using chain = await world({ logs, logFilter: filter });
    const { ask } = chain;
    expect(await ask('system_addLogFilter', 'rpc=debug')).toBe(null);
    await ask('system_name');
    expect(lines.filter((line) => line === 'call').length).toBeGreaterThan(0);
    expect(await ask('system_resetLogFilter')).toBe(null);
    lines.length = 0;
    await ask('system_name');
    expect(lines).toEqual([]);
    expect(await ask('system_addLogFilter', 'loud')).toMatch(/^-32602 .*names no level/);
  });
});

describe('all methods', () => {
  it('take parameters by name as Substrate does, in both spellings', async () => {
    await using chain = await world();
    const { node, client } = chain;
    const genesis = toHex(node.chain.genesisHash);
    const named = async (method: string, params: object) =>
      ((await client.raw(JSON.stringify({ jsonrpc: '2.0', id: 'n', method, params }))) as { result: unknown })
        .result;
    await client.call('dev_newBlock');
    expect(await named('state_getStorage', { key: hexKey('b'), hash: genesis })).toBe('0x0203');
    expect(await named('state_getStorage', { key: hexKey('number'), hash: genesis })).toBe(null);
    for (const startKey of ['start_key', 'startKey']) {
      const params = { prefix: '0x', count: 1, [startKey]: hexKey('a'), hash: genesis };
      expect(await named('state_getKeysPaged', params)).toEqual([hexKey('b')]);
    }
    const made = await named('engine_createBlock', { create_empty: true, finalize: true, parent_hash: null });
    expect(made).toMatchObject({ hash: toHex(node.chain.head.hash) });
    const extrinsic = toHex(fakeTransaction({ who: 1, nonce: 0 }));
    expect(await named('author_submitExtrinsic', { extrinsic })).toMatch(/^0x/);
    expect(await named('author_removeExtrinsic', { bytes_or_hash: [{ extrinsic }] })).toHaveLength(1);
    expect(await named('archive_v1_hashByHeight', { height: 0 })).toEqual([genesis]);
  });

  it('say in Substrate’s form that blocks are not traced', async () => {
    await using chain = await world();
    const { node, ask } = chain;
    expect(await ask('state_traceBlock', toHex(node.chain.genesisHash), null, null, null)).toEqual({
      traceError: { error: expect.stringContaining('not supported') },
    });
    expect(await ask('state_traceBlock', publicKey)).toMatch(
      /^4001 Cannot resolve a block range.*UnknownBlock/,
    );
  });
});
