import { toHex } from '@plumbline/runtime-types/scale/hex';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBytes, fromMapKey, mapKey, startsWith } from '../bytes.ts';
import { EMPTY_ROOT } from '../trie/encoding.ts';
import { changeTrie } from '../trie/trie-change.ts';
import { TrieStore } from '../trie/trie-store.ts';
import { Overlay } from './overlay.ts';

const key = fc.array(fc.constantFrom(0, 1, 0x10, 0xff), { maxLength: 4 }).map((a) => Uint8Array.from(a));
const value = fc.uint8Array({ maxLength: 40 });
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('put' as const), key, value }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('delete' as const), key }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('append' as const),
      key: fc.constantFrom(Uint8Array.of(0x22), Uint8Array.of(0x22, 0)),
      element: value,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('clear' as const),
      key,
      limit: fc.option(fc.nat(3), { nil: undefined }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('start' as const, 'commit' as const, 'rollback' as const) }),
  },
);

type State = Map<string, Uint8Array>;
const sortedKeys = (state: State) => [...state.keys()].map(fromMapKey).sort(compareBytes);

function rootOf(state: State): string {
  return toHex(changeTrie(new TrieStore(() => undefined), EMPTY_ROOT, state, 1).root);
}

describe('overlay', () => {
  it('is a sorted map with nested transactions over a stored state', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(key, value)), fc.array(step, { maxLength: 60 }), (stored, steps) => {
        const preimages = new Map<string, Uint8Array>();
        const store = new TrieStore((hash) => preimages.get(mapKey(hash)));
        const start = new Map(stored.map(([k, v]) => [mapKey(k), v]));
        const { root, preimages: added } = changeTrie(store, EMPTY_ROOT, start, 1);
        for (const { hash, bytes } of added) preimages.set(mapKey(hash), bytes);

        const overlay = new Overlay(store, root, 1);
        let model: State = new Map(stored.map(([k, v]) => [mapKey(k), v]));
        const saved: State[] = [];
        for (const s of steps) {
          if (s.do === 'put') {
            overlay.put(s.key, s.value);
            model.set(mapKey(s.key), s.value);
          } else if (s.do === 'delete') {
            overlay.delete(s.key);
            model.delete(mapKey(s.key));
          } else if (s.do === 'append') {
            overlay.append(s.key, s.element);
            const [count = 0, ...elements] = model.get(mapKey(s.key)) ?? [];
            model.set(mapKey(s.key), Uint8Array.of(count + 4, ...elements, ...s.element)); // fewer than 64 elements
          } else if (s.do === 'clear') {
            const doomed = sortedKeys(model).filter((k) => startsWith(k, s.key));
            const removed = doomed.slice(0, s.limit ?? doomed.length);
            for (const k of removed) model.delete(mapKey(k));
            expect(overlay.clearPrefix(s.key, s.limit)).toEqual({
              removed: removed.length,
              complete: removed.length === doomed.length,
            });
          } else if (s.do === 'start') {
            overlay.startTransaction();
            saved.push(new Map(model));
          } else if (saved.length > 0) {
            const before = saved.pop() as State;
            if (s.do === 'commit') overlay.commit();
            else {
              overlay.rollback();
              model = before;
            }
          }
        }
        const walked: string[] = [];
        if (overlay.get(new Uint8Array())) walked.push('0x');
        for (let k = overlay.nextKey(new Uint8Array()); k; k = overlay.nextKey(k)) walked.push(toHex(k));
        expect(walked).toEqual(sortedKeys(model).map(toHex));
        for (const [name, bytes] of model) expect(overlay.get(fromMapKey(name))).toEqual(bytes);
        expect(toHex(overlay.root())).toBe(rootOf(model));
      }),
      { numRuns: 200 },
    );
  });
});
