import { toHex } from '@plumbline/runtime-types/scale/hex';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBytes, fromMapKey, mapKey } from '../bytes.ts';
import { EMPTY_ROOT } from '../trie/encoding.ts';
import { changeTrie } from '../trie/trie-change.ts';
import { TrieStore } from '../trie/trie-store.ts';
import { Overlay } from './overlay.ts';
import { clearAsSubstrate } from './testing/clear-as-substrate.ts';

const key = fc.array(fc.constantFrom(0, 1, 0x10, 0xff), { maxLength: 4 }).map((a) => Uint8Array.from(a));
const value = fc.uint8Array({ maxLength: 40 });
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('put' as const), key, value, isLate: fc.boolean() }) },
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
        let model: State = new Map(start);
        const saved: State[] = [];
        for (const s of steps) {
          if (s.do === 'put') {
            overlay.put(s.key, s.isLate ? { bytes: () => s.value } : s.value);
            model.set(mapKey(s.key), s.value);
          } else if (s.do === 'delete') {
            overlay.delete(s.key);
            model.delete(mapKey(s.key));
          } else if (s.do === 'append') {
            overlay.append(s.key, s.element);
            const [count = 0, ...elements] = model.get(mapKey(s.key)) ?? [];
            model.set(mapKey(s.key), Uint8Array.of(count + 4, ...elements, ...s.element)); // fewer than 64 elements
          } else if (s.do === 'clear') {
            expect(overlay.clearPrefix(s.key, s.limit)).toEqual(
              s.key.length === 0
                ? { removed: 0, loops: 0, complete: true } // roots of children begin like that
                : clearAsSubstrate(model, start, mapKey(s.key), s.limit),
            );
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
        for (const [name, bytes] of model) {
          const held = overlay.held(fromMapKey(name));
          expect(held instanceof Uint8Array ? held : held?.bytes()).toEqual(bytes);
          expect(overlay.get(fromMapKey(name))).toEqual(bytes);
        }
        expect(toHex(overlay.root())).toBe(rootOf(model));
      }),
      { numRuns: 200 },
    );
  });

  it('clears, besides what the block has written, as many keys as there were before it', () => {
    const preimages = new Map<string, Uint8Array>();
    const store = new TrieStore((hash) => preimages.get(mapKey(hash)));
    const [one, two] = [Uint8Array.of(1), Uint8Array.of(2)];
    const names = ['a', 'k1', 'k2', 'k3', 'k4', 'l'];
    const start = new Map(names.map((name) => [name, one]));
    const { root, preimages: added } = changeTrie(store, EMPTY_ROOT, start, 1);
    for (const { hash, bytes } of added) preimages.set(mapKey(hash), bytes);
    const left = (overlay: Overlay) => {
      const keys: string[] = [];
      for (let k = overlay.nextKey(new Uint8Array()); k; k = overlay.nextKey(k)) keys.push(mapKey(k));
      return keys.join(' ');
    };
    const prefix = fromMapKey('k');
    const at = (limit: number | undefined, written: string[], deleted: string[]) => {
      const overlay = new Overlay(store, root, 1);
      for (const name of written) overlay.put(fromMapKey(name), two);
      for (const name of deleted) overlay.delete(fromMapKey(name));
      const removal = overlay.clearPrefix(prefix, limit);
      return { ...removal, left: left(overlay), again: () => overlay.clearPrefix(prefix, limit) };
    };
    const removed = (of: ReturnType<typeof at>) => [of.removed, of.loops, of.complete, of.left];
    expect(removed(at(0, [], []))).toEqual([0, 0, false, 'a k1 k2 k3 k4 l']);
    expect(removed(at(3, [], []))).toEqual([3, 3, false, 'a k4 l']);
    expect(removed(at(4, [], []))).toEqual([4, 4, true, 'a l']);
    expect(removed(at(9, [], []))).toEqual([4, 4, true, 'a l']);
    expect(removed(at(undefined, ['k', 'm'], []))).toEqual([5, 4, true, 'a l m']);
    // What the block itself has written goes in any case, also over a key that was there, and does not count.
    expect(removed(at(0, ['k0', 'k9'], []))).toEqual([2, 0, false, 'a k1 k2 k3 k4 l']);
    expect(removed(at(0, ['k3'], []))).toEqual([1, 0, false, 'a k1 k2 k4 l']);
    expect(removed(at(1, ['k0', 'k3', 'k9'], []))).toEqual([4, 1, false, 'a k2 k4 l']);
    // What it has deleted counts, so a second call gets no further.
    expect(removed(at(2, [], ['k1', 'k2']))).toEqual([0, 2, false, 'a k3 k4 l']);
    const twice = at(2, [], []);
    expect(twice.again()).toEqual({ removed: 0, loops: 2, complete: false });
  });

  it('clears no prefix that the roots of children begin with', () => {
    const overlay = new Overlay(new TrieStore(() => undefined), EMPTY_ROOT, 1);
    for (const name of [':', ':code', ':child_storage', 'x']) overlay.put(fromMapKey(name), Uint8Array.of(1));
    for (const prefix of ['', ':', ':c', ':child_storage:', ':child_storage:default:', ':child_storage:x']) {
      expect(overlay.clearPrefix(fromMapKey(prefix))).toEqual({ removed: 0, loops: 0, complete: true });
    }
    expect(overlay.clearPrefix(fromMapKey(':co')).removed).toBe(1);
    expect(overlay.clearPrefix(fromMapKey(':child_storaged')).removed).toBe(0);
    expect(overlay.get(fromMapKey(':child_storage'))).toBeDefined();
  });
});
