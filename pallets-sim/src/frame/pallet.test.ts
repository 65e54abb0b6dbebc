import { accountId } from '@plumbline/runtime-types/scale/composites';
import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { describe, expect, it } from 'vitest';
import { call } from './call.ts';
import type { Context } from './context.ts';
import { declarePallet, event } from './declaration.ts';
import { ensureSigned, root, signed } from './origin.ts';
import { definePallet } from './pallet.ts';
import { doubleMap, map } from './storage.ts';
import { createTestChain } from './testing/test-chain.ts';
import { weightOf, ZERO_WEIGHT } from './weight.ts';

const ALICE = `0x${'0a'.repeat(32)}`;
const BOB = `0x${'0b'.repeat(32)}`;

const counter = declarePallet({
  name: 'Counter',
  docs: 'Counts, for those who ask.',
  storage: {
    Counts: map('How far each account has counted.', accountId, u32, { fallback: 0 }),
    Steps: doubleMap('What an account counted in a block.', accountId, u32, u32),
  },
  events: { Counted: event('An account counted.', { who: accountId, count: u32 }) },
  errors: { TooFar: 'Nobody counts beyond a hundred.', Unlucky: 'Thirteen is never reached.' },
});

function count(context: Context, who: string, by: number): void {
  const total = counter.storage.Counts.get(context, who) + by;
  counter.storage.Counts.put(context, who, total);
  counter.storage.Steps.put(context, who, by, total);
  counter.deposit(context, 'Counted', { who, count: total });
  if (total > 100) throw counter.error('TooFar');
  counter.ensure(total !== 13, 'Unlucky');
}

const counterPallet = definePallet(counter, {
  calls: {
    countUp: call(
      { docs: 'Counts up.', args: { by: u32 }, weight: weightOf({ reads: 1, writes: 1 }) },
      (context, origin, { by }) => count(context, ensureSigned(origin), by),
    ),
  },
  hooks: {
    onInitialize(context, block) {
      if (block > 1) count(context, BOB, 1);
      return ZERO_WEIGHT;
    },
  },
});

// What the compiler refuses, checked by `tsc`: each line below must be an error.
export function wrongNames(context: Context): void {
  // @ts-expect-error there is no such event
  counter.deposit(context, 'Conted', { who: ALICE, count: 1 });
  // @ts-expect-error the payload lacks a field
  counter.deposit(context, 'Counted', { who: ALICE });
  // @ts-expect-error there is no such error
  counter.error('TooFast');
  // @ts-expect-error there is no such storage item
  counter.storage.Count;
  // @ts-expect-error the key is an account
  counter.storage.Counts.get(context, 7);
  // @ts-expect-error there is no such call
  counterPallet.call('countDown', { by: 1 });
  // @ts-expect-error the argument is a number
  counterPallet.call('countUp', { by: '1' });
}

describe('a pallet', () => {
  it('keeps what its calls store, and says so in events', () => {
    const chain = createTestChain({ 5: counterPallet });
    chain.mustDispatch(signed(ALICE), counterPallet.call('countUp', { by: 3 }));
    chain.mustDispatch(signed(ALICE), counterPallet.call('countUp', { by: 4 }));
    expect(counter.storage.Counts.get(chain.context, ALICE)).toBe(7);
    expect(chain.events()).toEqual([
      { type: 'Counter', value: { type: 'Counted', value: { who: ALICE, count: 3 } } },
      { type: 'Counter', value: { type: 'Counted', value: { who: ALICE, count: 7 } } },
    ]);
  });

  it('undoes everything that a failing call did, its events included', () => {
    const chain = createTestChain({ 5: counterPallet });
    const before = chain.context.state.root();
    expect(chain.failure(signed(ALICE), counterPallet.call('countUp', { by: 101 }))).toBe('Counter.TooFar');
    expect(chain.failure(signed(ALICE), counterPallet.call('countUp', { by: 13 }))).toBe('Counter.Unlucky');
    expect(chain.failure(root, counterPallet.call('countUp', { by: 1 }))).toBe('BadOrigin');
    expect(chain.context.state.root()).toEqual(before);
    expect(chain.events()).toEqual([]);
  });

  it('runs its hooks in every block, whose events are its own', () => {
    const chain = createTestChain({ 5: counterPallet });
    chain.nextBlock(3);
    expect(chain.blockNumber()).toBe(4);
    expect(counter.storage.Counts.get(chain.context, BOB)).toBe(3);
    expect(chain.eventNames()).toEqual(['Counter.Counted']);
  });

  it('lists and clears the entries of a map, whole or under a first key', () => {
    const { context } = createTestChain({ 5: counterPallet });
    const { Steps } = counter.storage;
    for (const who of [ALICE, BOB]) for (const by of [1, 2, 3]) Steps.put(context, who, by, by * 10);
    expect([...Steps.keys(context)]).toHaveLength(6);
    expect(new Map([...Steps.entries(context, BOB)].map(([[, by], total]) => [by, total]))).toEqual(
      new Map([
        [1, 10],
        [2, 20],
        [3, 30],
      ]),
    );
    Steps.clear(context, BOB);
    expect(Steps.get(context, BOB, 1)).toBeUndefined();
    expect(Steps.take(context, ALICE, 1)).toBe(10);
    expect(Steps.has(context, ALICE, 1)).toBe(false);
    expect(Steps.mutate(context, ALICE, 2, (total) => (total ?? 0) + 1)).toBe(21);
    expect(Steps.mutate(context, ALICE, 2, () => undefined)).toBeUndefined();
    expect([...Steps.keys(context)]).toEqual([[ALICE, 3]]);
  });
});
