import { u32 } from '@plumbline/runtime-types/scale/primitives';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Overlay } from '../node/state/overlay.ts';
import { EMPTY_ROOT } from '../node/trie/encoding.ts';
import { TrieStore } from '../node/trie/trie-store.ts';
import type { Context } from './context.ts';
import { value } from './storage.ts';
import { MemoryExternalities } from './testing/memory-externalities.ts';

const count = value('How many.', u32, 7).bind('Test', 'Count');
const place = count.at();

const states = {
  'the state of a node': () => new Overlay(new TrieStore(() => undefined), EMPTY_ROOT, 1),
  'state in memory': () => new MemoryExternalities(),
};

const step = fc.oneof(
  fc.record({ do: fc.constantFrom('put' as const, 'putShared' as const), number: fc.nat(5) }),
  fc.record({ do: fc.constantFrom('remove' as const, 'bytes' as const, 'clear' as const, 'root' as const) }),
  fc.record({ do: fc.constantFrom('start' as const, 'commit' as const, 'rollback' as const) }),
);

it.each(Object.entries(states))(
  'a place in %s has what was written last, whenever it is encoded',
  (_, make) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const state = make();
        const context = { state } as unknown as Context;
        let model: number | undefined;
        const saved: (number | undefined)[] = [];
        for (const s of steps) {
          if (s.do === 'put') count.put(context, s.number);
          else if (s.do === 'putShared') place.putShared(context, s.number);
          else if (s.do === 'remove') place.remove(context);
          else if (s.do === 'clear') count.clear(context);
          else if (s.do === 'bytes')
            expect(state.get(place.key)).toEqual(model === undefined ? undefined : u32.codec.enc(model));
          else if (s.do === 'root') state.root();
          else if (s.do === 'start') {
            state.startTransaction();
            saved.push(model);
          } else if (saved.length > 0) {
            const before = saved.pop();
            if (s.do === 'commit') state.commit();
            else {
              state.rollback();
              model = before;
            }
          }
          if (s.do === 'put' || s.do === 'putShared') model = s.number;
          if (s.do === 'remove' || s.do === 'clear') model = undefined;
          expect([place.peek(context), place.has(context)]).toEqual([model ?? 7, model !== undefined]);
          expect(count.get(context)).toBe(model ?? 7);
        }
      }),
      { numRuns: 200 },
    );
  },
);
