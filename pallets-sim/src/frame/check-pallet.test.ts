import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { describe, expect, it } from 'vitest';
import { call } from './call.ts';
import { declarePallet, type PalletDeclaration } from './declaration.ts';
import { signed } from './origin.ts';
import { definePallet, type Inherent, type PalletBehaviour } from './pallet.ts';
import { countedMap, value } from './storage.ts';
import { createTestChain } from './testing/test-chain.ts';
import { weightOf, ZERO_WEIGHT } from './weight.ts';

type Behaviour = PalletBehaviour<Record<never, never>>;

const declared = (declaration: Partial<PalletDeclaration>) =>
  declarePallet({ name: 'Shelf', docs: 'Where books are.', ...declaration });
const pallet = (name: string, behaviour: Behaviour = {}) => definePallet(declared({ name }), behaviour);
const migrated = (version: number, ...from: number[]) =>
  definePallet(declared({ storageVersion: version }), {
    migrations: from.map((each) => ({ from: each, migrate: () => ZERO_WEIGHT })),
  });
const inherent = (identifier: string): Inherent => ({
  identifier,
  isInherent: () => false,
  create: () => undefined,
  check: () => undefined,
});
const refused = (problem: string) =>
  expect.objectContaining({ code: 'BadPallet', message: expect.stringContaining(problem) });

describe('a mistake in a pallet is found when it is loaded', () => {
  it.each(['', 'shelf', 'Book Shelf', '1Shelf'])('in its name: "%s"', (name) => {
    expect(() => declared({ name })).toThrow(refused('a name is in PascalCase, such as Guestbook'));
  });

  it('in its storage', () => {
    expect(() => declared({ storage: { books: value('Lower case.', u32) } })).toThrow(
      refused('storage "books": a name is in PascalCase'),
    );
    const storage = {
      Books: countedMap('Counted.', u32, u32),
      CounterForBooks: value('Where the counter lies.', u32),
    };
    expect(() => declared({ storage })).toThrow(refused('two storage items are called CounterForBooks'));
    for (const storageVersion of [-1, 0.5, 0x10000]) {
      expect(() => declared({ storageVersion })).toThrow(refused(`the storage version is ${storageVersion}`));
    }
  });

  it('in its calls: two of one index, one that is no byte, none of the weight, one that goes on later', async () => {
    const withCalls = (...indices: (number | undefined)[]) => {
      const calls = indices.map((index) =>
        call(
          index === undefined
            ? { docs: 'c', weight: ZERO_WEIGHT }
            : { docs: 'c', weight: ZERO_WEIGHT, index },
          () => {},
        ),
      );
      return () =>
        definePallet(declared({}), { calls: Object.fromEntries(calls.map((each, i) => [`call${i}`, each])) });
    };
    expect(withCalls(1, undefined)).toThrow('Call "call1" has index 1, which "call0" has');
    expect(withCalls(256)).toThrow('Call "call0" has index 256: give one from 0 to 255');
    for (const weight of [undefined, {}, { refTime: 1, proofSize: 1 }]) {
      expect(() => call({ docs: 'Puts a book.', weight: weight as never }, () => {})).toThrow(
        'the call "Puts a book." has no weight',
      );
    }
    const later = (async () => {}) as never;
    const shelf = definePallet(declared({}), {
      calls: { put: call({ docs: 'Puts a book.', weight: weightOf({}) }, later) },
    });
    const chain = createTestChain({ 7: shelf });
    expect(() => chain.dispatch(signed(`0x${'0a'.repeat(32)}`), shelf.call('put', {}))).toThrow(
      'the call "Puts a book." is async',
    );
  });

  it('in its migrations', () => {
    for (const [version, ...from] of [[0], [2], [2, 1], [2, 0, 1], [9, 7, 8]] as const) {
      expect(() => migrated(version, ...from)).not.toThrow();
    }
    for (const [version, ...from] of [
      [0, 0],
      [1, 0, 1],
      [2, 0],
      [2, 1, 0],
      [3, 0, 2],
      [3, 1, 1, 2],
    ] as const) {
      expect(() => migrated(version, ...from)).toThrow(
        refused(`its migrations are from versions ${from.join(', ')}: oldest first`),
      );
    }
  });

  it('in the identifier of its inherent', () => {
    expect(() => pallet('Shelf', { inherent: inherent('short') })).toThrow(
      refused(`identifier is "short": eight characters are wanted`),
    );
  });

  it('in an error that it does not declare', () => {
    const shelf = declared({ errors: { Full: 'No book fits.' } });
    expect(() => shelf.error('Empty' as never)).toThrow('pallet Shelf declares no error Empty');
  });
});

describe('a mistake in a runtime is found when it is put together', () => {
  it('in the indices of pallets', () => {
    for (const index of [256, -1, 1.5]) {
      expect(() => createTestChain({ [index]: pallet('Shelf') })).toThrow(
        refused(`its index in the runtime is ${index}: give one from 0 to 255`),
      );
    }
    expect(() => createTestChain({ 0: pallet('Shelf') })).toThrow(refused('index 0 is that of System'));
  });

  it('in two pallets of one name', () => {
    expect(() => createTestChain({ 7: pallet('Shelf'), 9: pallet('Shelf') })).toThrow(
      refused('it has index 7 and 9: their storage would lie in one place'),
    );
  });
});
