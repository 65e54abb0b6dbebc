import { accountId, boundedVec } from '@plumbline/runtime-types/scale/composites';
import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import { u32, u64 } from '@plumbline/runtime-types/scale/primitives';
import { xxhashAsHex } from '@polkadot/util-crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tryAppend } from './append.ts';
import { call } from './call.ts';
import type { Context } from './context.ts';
import { declarePallet } from './declaration.ts';
import { ensureSigned, signed } from './origin.ts';
import { definePallet } from './pallet.ts';
import { countedMap, map, nMap, value } from './storage.ts';
import { createTestChain } from './testing/test-chain.ts';
import { weightOf } from './weight.ts';

const ALICE = `0x${'0a'.repeat(32)}`;
const BOB = `0x${'0b'.repeat(32)}`;
const MAX_NOTES = 3;

const shelf = declarePallet({
  name: 'Shelf',
  docs: 'One storage item of each kind.',
  storage: {
    Height: value('With a default.', u32, 7),
    Label: value('Without one.', u32),
    Notes: map('A bounded list.', accountId, boundedVec(u32, MAX_NOTES), { fallback: [] }),
    Books: countedMap('A map that counts.', u32, u64),
    Pages: nMap('Of account, book and page.', [accountId, u32, u32], u64, {
      hashers: ['Blake2_128Concat', 'Twox64Concat', 'Identity'],
    }),
  },
  errors: { Full: 'No further note fits.' },
});

const shelfPallet = definePallet(shelf, {
  calls: {
    note: call(
      { docs: 'Adds a note.', args: { note: u32 }, weight: weightOf({ reads: 1, writes: 1 }) },
      (context, origin, { note }) =>
        shelf.ensure(tryAppend(context, shelf.storage.Notes, [ensureSigned(origin)], note), 'Full'),
    ),
  },
});

const newContext = (): Context => createTestChain({ 5: shelfPallet }).context;
const { Height, Label, Notes, Books, Pages } = shelf.storage;
const prefixOf = (item: string) => xxhashAsHex('Shelf', 128) + xxhashAsHex(item, 128).slice(2);

describe('storage', () => {
  it('reads the default where there is one, and nothing otherwise', () => {
    const context = newContext();
    expect([Height.get(context), Label.get(context)]).toEqual([7, undefined]);
    expect(Height.has(context)).toBe(false);
    expect(Height.mutate(context, (height) => height + 1)).toBe(8);
    expect(Height.take(context)).toBe(8);
    expect(Height.get(context)).toBe(7);
  });

  it('lies under the keys of FRAME', () => {
    expect(toHex(Height.key())).toBe(prefixOf('Height'));
    expect(toHex(Pages.key(ALICE, 3, 4)).startsWith(prefixOf('Pages'))).toBe(true);
    // blake2-128 ‖ account, twox-64 ‖ book, page.
    expect(Pages.key(ALICE, 3, 4)).toHaveLength(32 + 16 + 32 + 8 + 4 + 4);
    expect(toHex(Pages.key(ALICE, 3, 4)).slice(-8)).toBe('04000000');
    expect(Books.items.map(({ name }) => name)).toEqual(['Books', 'CounterForBooks']);
    const context = newContext();
    Books.put(context, 1, 1n);
    expect(context.state.get(fromHex(prefixOf('CounterForBooks')))).toEqual(u32.codec.enc(1));
  });

  it('keeps a list within its bound, and says in an error when it is full', () => {
    const chain = createTestChain({ 5: shelfPallet });
    const note = (number: number) => shelfPallet.call('note', { note: number });
    for (let number = 0; number < MAX_NOTES; number++) chain.mustDispatch(signed(ALICE), note(number));
    expect(chain.failure(signed(ALICE), note(9))).toBe('Shelf.Full');
    expect(Notes.get(chain.context, ALICE)).toEqual([0, 1, 2]);
    expect(() => Notes.put(chain.context, BOB, [1, 2, 3, 4])).toThrow('at most 3');
  });

  it('lists and clears a map of three keys under any leading ones', () => {
    const context = newContext();
    for (const who of [ALICE, BOB]) {
      for (const book of [1, 2])
        for (const page of [1, 2, 3]) Pages.put(context, who, book, page, BigInt(page));
    }
    expect([...Pages.keys(context)]).toHaveLength(12);
    expect([...Pages.keys(context, ALICE)]).toHaveLength(6);
    expect([...Pages.entries(context, ALICE, 2)]).toEqual(
      [1, 2, 3].map((page) => [[ALICE, 2, page], BigInt(page)]),
    );
    expect(Pages.clear(context, ALICE, 2)).toBe(3);
    expect([...Pages.keys(context, ALICE)]).toEqual([1, 2, 3].map((page) => [ALICE, 1, page]));
    expect(Pages.clear(context)).toBe(9);
  });

  it('counts the entries of a counted map, whatever is done to it', () => {
    const key = fc.nat(5);
    const step = fc.oneof(
      fc.record({ do: fc.constant('put' as const), key }),
      fc.record({ do: fc.constant('remove' as const), key }),
      fc.record({ do: fc.constant('take' as const), key }),
      fc.record({ do: fc.constant('toggle' as const), key }),
      fc.record({ do: fc.constant('clear' as const), key }),
      fc.record({ do: fc.constant('putShared' as const), key }),
      fc.record({ do: fc.constant('clearSome' as const), key }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const context = newContext();
        const model = new Map<number, bigint>();
        for (const [index, { do: action, key: book }] of steps.entries()) {
          const written = BigInt(index);
          if (action === 'put') Books.put(context, book, written);
          if (action === 'putShared') Books.putShared(context, book, written);
          if (action === 'put' || action === 'putShared') model.set(book, written);
          if (action === 'remove') Books.remove(context, book);
          if (action === 'take') expect(Books.take(context, book)).toBe(model.get(book));
          if (action === 'remove' || action === 'take') model.delete(book);
          if (action === 'toggle') {
            Books.mutate(context, book, (old) => (old === undefined ? written : undefined));
            if (!model.delete(book)) model.set(book, written);
          }
          if (action === 'clear') Books.clear(context);
          if (action === 'clear') model.clear();
          if (action === 'clearSome') {
            const { removed, complete } = Books.clearSome(context, book);
            expect([removed, complete]).toEqual([Math.min(book, model.size), model.size <= book]);
            const kept = new Set([...Books.keys(context)].map(([kept]) => kept));
            for (const each of [...model.keys()]) if (!kept.has(each)) model.delete(each);
          }
          expect(Books.count(context)).toBe(model.size);
          expect([...Books.keys(context)]).toHaveLength(model.size);
        }
      }),
      { numRuns: 50 },
    );
  });
});
