import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mapKey } from '../bytes.ts';
import { EMPTY_ROOT } from '../trie/encoding.ts';
import { TrieStore } from '../trie/trie-store.ts';
import { Overlay } from './overlay.ts';
import { applyDelta, deltaVersion, encodeDelta } from './state-delta.ts';

const key = fc.array(fc.constantFrom(0x00, 0x01, 0x10), { maxLength: 4 }).map((a) => Uint8Array.from(a));
const value = fc.option(fc.uint8Array({ maxLength: 40 }), { nil: undefined });
const child = fc.option(fc.constantFrom(Uint8Array.of(1), Uint8Array.of(1, 2)), { nil: undefined });
const changes = fc.array(fc.tuple(key, value, child), { maxLength: 12 });

it.each([0, 1] as const)(
  'what a block changes gives its state again, children too (version %i)',
  (version) => {
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 6 }), (blocks) => {
        const preimages = new Map<string, Uint8Array>();
        const store = new TrieStore((hash) => preimages.get(mapKey(hash)));
        let root = EMPTY_ROOT;
        for (const block of blocks) {
          const overlay = new Overlay(store, root, version);
          for (const [key, value, child] of block) {
            const trie = child ? overlay.child(child) : overlay;
            value ? trie.put(key, value) : trie.delete(key);
          }
          const committed = overlay.commitTrie();
          const encoded = encodeDelta(committed.delta);
          expect(deltaVersion(encoded)).toBe(version);
          const again = new Overlay(store, root, version);
          applyDelta(encoded, again);
          const { root: same, preimages: added, removed } = again.commitTrie();
          expect([same, added, removed]).toEqual([committed.root, committed.preimages, committed.removed]);
          for (const { hash, bytes } of added) preimages.set(mapKey(hash), bytes);
          root = same;
        }
      }),
      { numRuns: 200 },
    );
  },
);
