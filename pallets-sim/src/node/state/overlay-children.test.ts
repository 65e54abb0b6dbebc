import { calculate_state_root } from '@acala-network/chopsticks-executor';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromMapKey, mapKey } from '../bytes.ts';
import { EMPTY_ROOT } from '../trie/encoding.ts';
import { TrieStore } from '../trie/trie-store.ts';
import { childRootKey } from './child-root-key.ts';
import { Overlay } from './overlay.ts';
import { clearAsSubstrate } from './testing/clear-as-substrate.ts';
import { verifyState } from './verify-state.ts';

const text = (value: string) => new TextEncoder().encode(value);

const someKey = fc
  .array(fc.constantFrom(0x00, 0x01, 0x10, 0xff), { maxLength: 4 })
  .map((bytes) => Uint8Array.from(bytes));
const someValue = fc.oneof(
  fc.constantFrom(0, 31, 32, 33, 34).map((n) => new Uint8Array(n).fill(7)),
  fc.uint8Array({ maxLength: 40 }),
);
/** The main trie, or a child; the names of the first two begin alike. */
const somePlace = fc.constantFrom(undefined, 'a', 'ab', 'other');
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('put' as const),
      place: somePlace,
      key: someKey,
      value: someValue,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), place: somePlace, key: someKey }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('clear' as const),
      place: somePlace,
      key: fc.oneof(fc.constant(new Uint8Array()), someKey),
      limit: fc.option(fc.nat(3), { nil: undefined }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('start' as const, 'commit' as const, 'rollback' as const, 'root' as const),
    }),
  },
);

type Entries = Map<string, Uint8Array>;
type Model = Map<string | undefined, Entries>;
const copyOf = (model: Model): Model =>
  new Map([...model].map(([place, entries]) => [place, new Map(entries)]));
const entriesOf = (model: Model, place: string | undefined): Entries => {
  const entries = model.get(place) ?? new Map<string, Uint8Array>();
  model.set(place, entries);
  return entries;
};

/** The root as Substrate computes it: those of the children first, which are then values of the main trie. */
async function oracleRoot(model: Model, version: 0 | 1): Promise<string> {
  const list = (entries: Entries): [string, string][] =>
    [...entries].map(([key, value]) => [toHex(fromMapKey(key)), toHex(value)]);
  const main = list(model.get(undefined) ?? new Map());
  for (const [name, entries] of model) {
    if (name === undefined || entries.size === 0) continue;
    main.push([toHex(childRootKey(text(name))), await calculate_state_root(list(entries), version)]);
  }
  return calculate_state_root(main, version);
}

describe('child tries', () => {
  it.each([0, 1] as const)(
    'are in the root as Substrate has them, over blocks, transactions and clearing (state version %i)',
    async (version) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(step, { maxLength: 25 }), { minLength: 1, maxLength: 3 }),
          async (blocks) => {
            const preimages = new Map<string, Uint8Array>();
            const counts = new Map<string, number>();
            const store = new TrieStore((hash) => preimages.get(mapKey(hash)), 2048);
            let root = EMPTY_ROOT;
            let model: Model = new Map();
            for (const block of blocks) {
              const overlay = new Overlay(store, root, version);
              const saved: Model[] = [];
              const stored = copyOf(model);
              const trieAt = (place: string | undefined) =>
                place === undefined ? overlay : overlay.child(text(place));
              for (const each of block) {
                if (each.do === 'put') {
                  trieAt(each.place).put(each.key, each.value);
                  entriesOf(model, each.place).set(mapKey(each.key), each.value);
                } else if (each.do === 'delete') {
                  trieAt(each.place).delete(each.key);
                  entriesOf(model, each.place).delete(mapKey(each.key));
                } else if (each.do === 'clear') {
                  const entries = entriesOf(model, each.place);
                  expect(trieAt(each.place).clearPrefix(each.key, each.limit)).toEqual(
                    each.place === undefined && each.key.length === 0
                      ? { removed: 0, loops: 0, complete: true } // roots of children begin like that
                      : clearAsSubstrate(
                          entries,
                          entriesOf(stored, each.place),
                          mapKey(each.key),
                          each.limit,
                        ),
                  );
                } else if (each.do === 'start') {
                  overlay.startTransaction();
                  saved.push(copyOf(model));
                } else if (each.do === 'root') {
                  expect(toHex(overlay.root())).toBe(await oracleRoot(model, version));
                } else if (saved.length > 0) {
                  const before = saved.pop() as Model;
                  if (each.do === 'commit') overlay.commit();
                  else {
                    overlay.rollback();
                    model = before;
                  }
                }
              }
              while (saved.length > 0 && saved.pop()) overlay.commit();
              const committed = overlay.commitTrie();
              for (const { hash, bytes } of committed.preimages) {
                preimages.set(mapKey(hash), bytes);
                counts.set(mapKey(hash), (counts.get(mapKey(hash)) ?? 0) + 1);
              }
              for (const hash of committed.removed) {
                counts.set(mapKey(hash), (counts.get(mapKey(hash)) ?? 0) - 1);
              }
              root = committed.root;
              expect(toHex(root)).toBe(await oracleRoot(model, version));
              for (const [place, entries] of model) {
                const trie =
                  place === undefined
                    ? new Overlay(store, root, version)
                    : new Overlay(store, root, version).child(text(place));
                for (const [key, value] of entries) expect(trie.get(fromMapKey(key))).toEqual(value);
              }
            }
            // What is counted is what the last state reaches, no more and no less.
            const reached = new Set<string>();
            const reading = new TrieStore((hash) => {
              reached.add(mapKey(hash));
              return preimages.get(mapKey(hash));
            }, 0);
            verifyState(reading, root);
            const counted = [...counts].filter(([, count]) => count > 0).map(([hash]) => hash);
            expect(counted.sort()).toEqual([...reached].sort());
            expect([...counts.values()].every((count) => count >= 0)).toBe(true);
          },
        ),
        { numRuns: 120 },
      );
    },
    120_000,
  );
});
