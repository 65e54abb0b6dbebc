import { calculate_state_root, decode_proof } from '@acala-network/chopsticks-executor';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { describe, expect, it } from 'vitest';
import { fakeNode, silent, temporaryFolder } from '../../../test/fake-node.ts';
import { createFakeRuntime, fakeSpec } from '../../../test/fake-runtime.ts';
import { connect } from '../../../test/rpc-client.ts';
import { Chain } from '../chain/chain.ts';
import { dumpChain } from '../chain/state-file.ts';
import { parseChainSpec } from '../chain-spec/chain-spec.ts';
import { startNode } from '../node.ts';
import { EMPTY_ROOT } from '../trie/encoding.ts';
import { TrieStore } from '../trie/trie-store.ts';
import { childRootKey } from './child-root-key.ts';
import { Overlay } from './overlay.ts';
import { putRawState, rawState } from './raw-state.ts';
import { verifyState } from './verify-state.ts';

const text = (value: string) => new TextEncoder().encode(value);
const hexKey = (value: string) => toHex(text(value));

describe('child tries', () => {
  it('have roots that nobody else may write or clear, and names', () => {
    const overlay = new Overlay(new TrieStore(() => undefined), EMPTY_ROOT, 1);
    overlay.child(text('a')).put(text('key'), text('value'));
    overlay.root();
    expect(overlay.get(childRootKey(text('a')))).toHaveLength(32);
    expect(() => overlay.put(childRootKey(text('a')), EMPTY_ROOT)).toThrow(/child trie/);
    expect(() => overlay.delete(childRootKey(text('a')))).toThrow(/child trie/);
    expect(() => overlay.child(new Uint8Array())).toThrow(/name/);
    expect(overlay.clearPrefix(new Uint8Array())).toEqual({ removed: 0, loops: 0, complete: true });
    expect(overlay.child(text('a')).get(text('key'))).toEqual(text('value'));
    overlay.child(text('a')).clearPrefix(new Uint8Array());
    expect(overlay.root()).toEqual(EMPTY_ROOT);
  });

  const children = { [hexKey('a')]: { [hexKey('k')]: '0x01', [hexKey('long')]: `0x${'05'.repeat(64)}` } };

  it('come with a raw chain spec, are pruned and checked, and go with a dump of the state', async () => {
    await using folder = await temporaryFolder();
    const runtime = createFakeRuntime();
    const top = { [hexKey(':code')]: '0x00', [hexKey('time')]: '0x00' };
    const spec = parseChainSpec({ ...fakeSpec(), genesis: { raw: { top, childrenDefault: children } } });
    const options = { folder: folder.path, spec, runtime, pruning: { state: 2 }, isSynced: false };
    const chain = await Chain.open(options);
    expect(rawState(chain.stateAt())).toEqual({ top, childrenDefault: children });
    const dump = dumpChain(chain);
    expect(dump.state.childrenDefault).toEqual(children);
    await chain.close();
    await (await Chain.open(options)).close();
    const copy = new Overlay(new TrieStore(() => undefined), EMPTY_ROOT, 1);
    putRawState(dump.state, copy);
    expect(copy.root()).toEqual(dump.header.stateRoot);

    for (const [raw, problem] of [
      [{ top: { [toHex(childRootKey(text('a')))]: '0x00' } }, /root of the child trie 0x61/],
      [{ top, childrenDefault: [] }, /"childrenDefault" must be an object/],
      [{ top, childrenDefault: { x: {} } }, /not hex: x/],
      [{ top, childrenDefault: { '0x61': { '0x0': '0x' } } }, /"childrenDefault" of 0x61 .*not hex: 0x0/],
    ] as const) {
      expect(() => parseChainSpec({ ...fakeSpec(), genesis: { raw } })).toThrow(problem);
    }
  });

  it('lose their old states as the main trie does', async () => {
    await using node = await fakeNode({ pruning: { state: 2 } });
    const name = text('child');
    for (let n = 1; n <= 6; n++) {
      const value = n === 4 ? undefined : new Uint8Array(40).fill(n % 3);
      await node.sealer.seal({ extrinsics: [], changes: () => [[text('k'), value, name]] });
    }
    const { chain } = node;
    for (let number = 0; number <= 6; number++) {
      const block = chain.header(chain.blockHash(number)!)!;
      if (number < 5) expect(() => chain.stateAt(block)).toThrow(/discarded/);
      else {
        expect(verifyState(chain.trieStore, block.stateRoot)).toBeGreaterThan(0);
        expect(chain.stateAt(block).child(name).get(text('k'))).toEqual(new Uint8Array(40).fill(number % 3));
      }
    }
  });

  it('are read over JSON-RPC: proofs, queries, merkle values and differences', async () => {
    const runtime = createFakeRuntime();
    await using node = await startNode({
      runtime,
      spec: fakeSpec(),
      sealing: 'manual',
      rpcPort: 0,
      logs: () => silent,
      now: () => 1_000_000,
    });
    await using client = await connect(node.url);
    const ask = async (method: string, ...params: unknown[]) =>
      (await client.call(method, ...params)).result as never;
    const root = toHex(childRootKey(text('a')));
    const long = `0x${'05'.repeat(64)}`;
    const values = [
      [root, hexKey('k'), '0x01'],
      [root, hexKey('long'), long],
    ];
    const before: string = await ask('dev_setStorage', values);
    const hash: string = await ask('dev_setStorage', [
      [root, hexKey('k'), '0x02'],
      [root, hexKey('new'), '0x03'],
      [root, hexKey('long'), null],
    ]);

    const { proof } = (await ask('state_getChildReadProof', root, [hexKey('k'), hexKey('long')], before)) as {
      proof: string[];
    };
    const header = node.chain.header(node.chain.blockHash(1)!)!;
    const main = Object.fromEntries(await decode_proof(toHex(header.stateRoot), proof));
    const childRoot = await calculate_state_root(
      [
        [hexKey('k'), '0x01'],
        [hexKey('long'), long],
      ],
      1,
    );
    expect(main[root]).toBe(childRoot);
    const inChild = Object.fromEntries(await decode_proof(childRoot, proof));
    expect(inChild).toMatchObject({ [hexKey('k')]: '0x01', [hexKey('long')]: long });

    const archive = async (method: string, event: string, ...params: unknown[]) => {
      const id = await ask(method, ...params);
      for (let count = 1; ; count++) {
        const seen = (await client.results(id, count)) as { event: string }[];
        if (seen.at(-1)?.event === `${event}Done`) return seen;
      }
    };
    const name = hexKey('a');
    const items = [
      { key: '0x', type: 'descendantsValues' },
      { key: hexKey('k'), type: 'hash' },
      { key: '0x', type: 'closestDescendantMerkleValue' },
    ];
    expect(await archive('archive_v1_storage', 'storage', before, items, name)).toMatchObject([
      { event: 'storage', childTrieKey: name, key: hexKey('k'), value: '0x01' },
      { event: 'storage', childTrieKey: name, key: hexKey('long'), value: long },
      { event: 'storage', key: hexKey('k'), hash: expect.stringMatching(/^0x[0-9a-f]{64}$/) },
      { event: 'storage', key: '0x', closestDescendantMerkleValue: childRoot },
      { event: 'storageDone' },
    ]);
    expect(await archive('archive_v1_storage', 'storage', before, items, hexKey('none'))).toEqual([
      { event: 'storageDone' },
    ]);
    const diff = [{ key: '0x', returnType: 'value', childTrieKey: name }];
    expect(await archive('archive_v1_storageDiff', 'storageDiff', hash, diff)).toMatchObject([
      { childTrieKey: name, key: hexKey('k'), type: 'modified', value: '0x02' },
      { childTrieKey: name, key: hexKey('long'), type: 'deleted' },
      { childTrieKey: name, key: hexKey('new'), type: 'added', value: '0x03' },
      { event: 'storageDiffDone' },
    ]);
  });
});
