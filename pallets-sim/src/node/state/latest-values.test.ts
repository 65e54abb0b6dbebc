import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mapKey } from '../bytes.ts';
import { EMPTY_ROOT } from '../trie/encoding.ts';
import { TrieStore } from '../trie/trie-store.ts';
import { LatestValues } from './latest-values.ts';
import { Overlay } from './overlay.ts';

const KEYS = Array.from({ length: 12 }, (_, i) => Uint8Array.of(i >> 2, i));
const change = fc.record({
  key: fc.constantFrom(...KEYS),
  // Longer than what is kept, now and then.
  value: fc.option(fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constant(new Uint8Array(1_100).fill(7)))),
  isUndone: fc.boolean(),
});
const block = fc.record({
  changes: fc.array(change, { maxLength: 8 }),
  reads: fc.subarray(KEYS),
  goesBack: fc.boolean(),
});

it('knows of the newest state what the trie knows, and of others nothing', () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 12 }), (blocks) => {
      const preimages = new Map<string, Uint8Array>();
      const store = new TrieStore((hash) => preimages.get(mapKey(hash)));
      const roots = [EMPTY_ROOT];
      const latest = new LatestValues(EMPTY_ROOT);
      const readAll = (root: Uint8Array, known?: LatestValues) => {
        const overlay = new Overlay(store, root, 1, false, known);
        return KEYS.map((key) => mapKey(overlay.get(key) ?? Uint8Array.of(1, 2, 3))).join();
      };
      for (const { changes, reads, goesBack } of blocks) {
        const parent = roots.at(-1) ?? EMPTY_ROOT;
        const overlay = new Overlay(store, parent, 1, false, latest);
        for (const key of reads) overlay.get(key);
        for (const { key, value, isUndone } of changes) {
          overlay.startTransaction();
          value ? overlay.put(key, value) : overlay.delete(key);
          isUndone ? overlay.rollback() : overlay.commit();
        }
        const committed = overlay.commitTrie();
        const { root } = committed;
        for (const { hash, bytes } of committed.preimages) preimages.set(mapKey(hash), bytes);
        store.advance(committed);
        latest.advance(root, overlay.written());
        roots.push(root);
        expect(readAll(root, latest)).toEqual(readAll(root));
        expect(readAll(parent, latest)).toEqual(readAll(parent));
        if (goesBack) {
          roots.pop();
          latest.restart(parent);
          expect(readAll(parent, latest)).toEqual(readAll(parent));
        }
      }
    }),
    { numRuns: 60 },
  );
});

it.each([1, 40, 80])(
  'keeps no more memory alive than it may, whatever values of %i bytes are part of',
  (length) => {
    const latest = new LatestValues(EMPTY_ROOT);
    const names = Array.from({ length: 20_000 }, (_, i) => `${i}`);
    const memories = new Set<ArrayBufferLike>();
    for (const name of names) latest.keep(name, new Uint8Array(16_384).subarray(0, length));
    for (const name of names) {
      const value = latest.get(name);
      if (value) memories.add(value.buffer);
    }
    const kept = [...memories].reduce((sum, { byteLength }) => sum + byteLength, 0);
    expect(kept).toBeLessThanOrEqual(64 << 20);
    expect(kept).toBeGreaterThanOrEqual(32 << 20);
  },
);

it('keeps nothing under keys as long as a message, whether they have values or not', () => {
  const latest = new LatestValues(EMPTY_ROOT);
  const key = (length: number) => 'k'.repeat(length);
  for (const length of [128, 512, 513, 1 << 20])
    latest.keep(key(length), length % 2 ? null : new Uint8Array(3));
  latest.advance(EMPTY_ROOT, new Map([[key(2_000), new Uint8Array(3)]]));
  expect([128, 512, 513, 1 << 20, 2_000].map((length) => latest.get(key(length))?.length)).toEqual([
    3,
    3,
    ...[undefined, undefined, undefined],
  ]);
});
