import { calculate_state_root, decode_proof } from '@acala-network/chopsticks-executor';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBytes, equalBytes, fromMapKey, mapKey } from '../bytes.ts';
import { blake2b256 } from '../hash.ts';
import { compact } from '../scale.ts';
import { closestDescendant } from './cursor.ts';
import { differences } from './difference.ts';
import { EMPTY_ROOT } from './encoding.ts';
import { toNibbles } from './nibbles.ts';
import { orderedTrieRoot } from './ordered-root.ts';
import { readNextKey, readProof, readValue, verifyTrie } from './read.ts';
import { changeTrie, type StateVersion } from './trie-change.ts';
import { TrieError, TrieStore } from './trie-store.ts';

/** A trie in memory that keeps every state it ever had. */
function memoryTrie(version: StateVersion) {
  const preimages = new Map<string, Uint8Array>();
  const store = new TrieStore((hash) => preimages.get(mapKey(hash)), 8192);
  let root = EMPTY_ROOT;
  return {
    store,
    preimages,
    root: () => root,
    apply(changes: readonly (readonly [Uint8Array, Uint8Array | undefined])[]) {
      const byName = new Map(changes.map(([key, value]) => [mapKey(key), value]));
      const committed = changeTrie(store, root, byName, version);
      for (const { hash, bytes } of committed.preimages) preimages.set(mapKey(hash), bytes);
      root = committed.root;
      return root;
    },
  };
}

async function oracleRoot(state: ReadonlyMap<string, Uint8Array>, version: StateVersion): Promise<string> {
  const entries = [...state].map(([key, value]) => [toHex(fromMapKey(key)), toHex(value)]);
  return calculate_state_root(entries, version);
}

const show = (bytes: Uint8Array | undefined) => (bytes ? toHex(bytes) : 'none');

/** Keys from a small alphabet, so that many are prefixes of others; some long enough for a long node header. */
const someKey = fc.oneof(
  fc.array(fc.constantFrom(0x00, 0x01, 0x10, 0x11, 0xff), { maxLength: 6 }).map((a) => Uint8Array.from(a)),
  fc.uint8Array({ minLength: 1, maxLength: 4 }),
  fc.integer({ min: 30, max: 200 }).map((n) => new Uint8Array(n).fill(0x26)),
);
const someValue = fc.oneof(
  fc.constantFrom(0, 1, 31, 32, 33, 34, 64).map((n) => new Uint8Array(n).fill(7)),
  fc.uint8Array({ maxLength: 70 }),
);
const someChange = fc.tuple(someKey, fc.option(someValue, { nil: undefined, freq: 4 }));
const someBlocks = fc.array(fc.array(someChange, { maxLength: 24 }), { minLength: 1, maxLength: 4 });

describe.each([0, 1] as const)('state trie, state version %i', (version) => {
  it('has the root that Substrate computes, after any sequence of puts and deletes', async () => {
    await fc.assert(
      fc.asyncProperty(someBlocks, async (blocks) => {
        const trie = memoryTrie(version);
        const state = new Map<string, Uint8Array>();
        for (const block of blocks) {
          for (const [key, value] of block) {
            value ? state.set(mapKey(key), value) : state.delete(mapKey(key));
          }
          expect(toHex(trie.apply(block))).toBe(await oracleRoot(state, version));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('reads back every value, walks keys in order, and keeps the states before', () => {
    fc.assert(
      fc.property(someBlocks, (blocks) => {
        const trie = memoryTrie(version);
        const state = new Map<string, Uint8Array>();
        const past: { root: Uint8Array; state: Map<string, Uint8Array> }[] = [];
        for (const block of blocks) {
          for (const [key, value] of block) {
            value ? state.set(mapKey(key), value) : state.delete(mapKey(key));
          }
          past.push({ root: trie.apply(block), state: new Map(state) });
        }
        for (const then of past) {
          const { root } = then;
          const sorted = [...then.state.keys()].map(fromMapKey).sort(compareBytes);
          const walked: Uint8Array[] = [];
          if (readValue(trie.store, root, new Uint8Array())) walked.push(new Uint8Array());
          for (let key: Uint8Array | undefined = new Uint8Array(); ; ) {
            key = readNextKey(trie.store, root, key);
            if (!key) break;
            walked.push(key);
          }
          expect(walked.map(toHex)).toEqual(sorted.map(toHex));
          for (const key of sorted) {
            expect(readValue(trie.store, root, key)).toEqual(then.state.get(mapKey(key)));
          }
          expect(verifyTrie(trie.store, root)).toBe(then.state.size);
        }
        for (const [key] of blocks.flat()) {
          const next = readNextKey(trie.store, trie.root(), key);
          const expected = [...state.keys()].map(fromMapKey).sort(compareBytes);
          expect(next && toHex(next)).toBe(
            expected.filter((other) => compareBytes(other, key) > 0).map(toHex)[0],
          );
        }
      }),
      { numRuns: 100 },
    );
  });

  it('stores only what changed', () => {
    const trie = memoryTrie(version);
    trie.apply(
      Array.from({ length: 2000 }, (_, i) => [compact(i * 7919), Uint8Array.of(i & 0xff, i >> 8)] as const),
    );
    const before = trie.preimages.size;
    trie.apply([[compact(7919 * 5), Uint8Array.of(1, 2, 3)]]);
    expect(trie.preimages.size - before).toBeLessThan(8);
  });
});

describe('state trie', () => {
  it('names a missing part and a falsified part', () => {
    const trie = memoryTrie(1);
    trie.apply([[Uint8Array.of(1), new Uint8Array(40)]]);
    const hash = trie.root();
    const fresh = () => new TrieStore((wanted) => trie.preimages.get(mapKey(wanted)));
    trie.preimages.set(mapKey(hash), Uint8Array.of(1, 2, 3));
    expect(() => fresh().root(hash)).toThrow(TrieError);
    expect(() => fresh().root(hash)).toThrow(/do not have that hash/);
    trie.preimages.delete(mapKey(hash));
    expect(() => fresh().root(hash)).toThrow(/not in the database/);
  });

  it('proves reads with nodes that lead from the root to the value', () => {
    const trie = memoryTrie(1);
    trie.apply(
      Array.from({ length: 300 }, (_, i) => [compact(i * 977), new Uint8Array(40).fill(i)] as const),
    );
    const key = compact(977 * 123);
    const proof = readProof(trie.store, trie.root(), [key]);
    const only = new TrieStore((hash) => proof.find((bytes) => equalBytes(hash, blake2b256(bytes))));
    expect(readValue(only, trie.root(), key)).toEqual(new Uint8Array(40).fill(123));
    expect(proof.length).toBeLessThan(8);
  });

  it.each([0, 1] as const)(
    'proves reads to a client that is not its own, values of 32 and 33 bytes included (version %i)',
    async (version) => {
      const trie = memoryTrie(version);
      const entries = Array.from(
        { length: 60 },
        (_, i) => [compact(i * 977), new Uint8Array(30 + (i % 5)).fill(i)] as const,
      );
      trie.apply(entries);
      const root = trie.root();
      for (const [key, value] of entries) {
        const proof = readProof(trie.store, root, [key]).map(toHex);
        const decoded: [string, string][] = await decode_proof(toHex(trie.root()), proof);
        expect(decoded).toContainEqual([toHex(key), toHex(value)]);
        expect(await decode_proof(toHex(trie.root()), proof.slice(1))).toEqual([]);
      }
    },
  );

  it('keeps little else in memory for a node that it keeps decoded', () => {
    const { root, preimages, removed } = changeTrie(
      new TrieStore(() => undefined),
      EMPTY_ROOT,
      new Map(Array.from({ length: 300 }, (_, i) => [mapKey(compact(i * 977)), new Uint8Array(40).fill(i)])),
      1,
    );
    const store = new TrieStore(() => undefined, 1 << 24);
    store.advance({ preimages, removed });
    const { children = [] } = store.root(root)!;
    for (const child of children) expect(child?.buffer.byteLength ?? 0).toBeLessThan(1024);
  });

  it('is that of no keys again when all are deleted', () => {
    const trie = memoryTrie(1);
    const keys = [[], [1], [1, 2], [1, 2, 3]].map((bytes) => Uint8Array.from(bytes));
    trie.apply(keys.map((key) => [key, new Uint8Array(40)] as const));
    trie.apply(keys.map((key) => [key, undefined] as const));
    expect(trie.root()).toEqual(EMPTY_ROOT);
    expect(trie.store.root(trie.root())).toBeUndefined();
  });

  it('takes nodes longer than 2²⁴ bytes', () => {
    const trie = memoryTrie(0);
    const long = new Uint8Array(2 ** 24 + 50).fill(3);
    const keys = [1, 2].map((byte) => Uint8Array.of(byte));
    trie.apply(keys.map((key) => [key, long] as const));
    expect(verifyTrie(trie.store, trie.root())).toBe(2);
    for (const key of keys) expect(readValue(trie.store, trie.root(), key)?.length).toBe(long.length);
  });

  it('roots an ordered list as a header roots its extrinsics', async () => {
    const items = Array.from({ length: 70 }, (_, i) => new Uint8Array(i).fill(i));
    const entries = items.map((item, i) => [toHex(compact(i)), toHex(item)]);
    expect(toHex(orderedTrieRoot(items))).toBe(await calculate_state_root(entries, 0));
    expect(toHex(orderedTrieRoot([]))).toBe(toHex(EMPTY_ROOT));
  });

  it.each([0, 1] as const)(
    'finds the differences of two states, and merkle values that tell of them (version %i)',
    (version) => {
      fc.assert(
        fc.property(someBlocks, someKey, (blocks, prefix) => {
          const trie = memoryTrie(version);
          const states: { root: Uint8Array; values: Map<string, Uint8Array> }[] = [];
          const values = new Map<string, Uint8Array>();
          for (const block of [[], ...blocks]) {
            for (const [key, value] of block)
              value ? values.set(mapKey(key), value) : values.delete(mapKey(key));
            states.push({ root: trie.apply(block), values: new Map(values) });
          }
          for (const [i, after] of states.entries()) {
            const before = states[Math.max(0, i - 1)]!;
            const changed = (under: Uint8Array) =>
              [...new Set([...before.values.keys(), ...after.values.keys()])]
                .filter((key) => key.startsWith(mapKey(under)))
                .filter((key) => show(before.values.get(key)) !== show(after.values.get(key)))
                .sort();
            for (const under of [new Uint8Array(), prefix]) {
              const found = [...differences(trie.store, before.root, after.root, under)];
              expect(found.map(({ key }) => mapKey(key))).toEqual(changed(under));
              for (const { key, before: old, after: now } of found) {
                expect([old, now]).toEqual([before.values.get(mapKey(key)), after.values.get(mapKey(key))]);
              }
              const [was, is] = [before, after].map(({ root }) =>
                show(closestDescendant(trie.store, root, toNibbles(under))),
              );
              if (changed(under).length > 0) expect(is).not.toBe(was);
              const isEmpty = ![...after.values.keys()].some((key) => key.startsWith(mapKey(under)));
              expect(is === show(undefined)).toBe(isEmpty);
            }
          }
        }),
        { numRuns: 60 },
      );
    },
  );
});
