import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { describe, expect, it } from 'vitest';
import { createSudoPallet } from '../pallets/sudo/pallet.ts';
import { createUtilityPallet } from '../pallets/utility/pallet.ts';
import { call } from './call.ts';
import type { RuntimeCall } from './context.ts';
import { declarePallet } from './declaration.ts';
import { attempt } from './dispatch.ts';
import { signed } from './origin.ts';
import { definePallet } from './pallet.ts';
import { value } from './storage.ts';
import { createTestChain } from './testing/test-chain.ts';
import { transactional } from './transactional.ts';
import { weightOf } from './weight.ts';

const ALICE = `0x${'0a'.repeat(32)}`;

const mark = declarePallet({
  name: 'Mark',
  docs: 'Remembers a number.',
  storage: { Last: value('The number.', u32, 0) },
  errors: { Odd: 'Only even numbers are remembered.' },
});

const markPallet = definePallet(mark, {
  calls: {
    put: call(
      { docs: 'Remembers a number.', args: { number: u32 }, weight: weightOf({ writes: 1 }) },
      (context, _origin, { number }) => {
        mark.storage.Last.put(context, number);
        mark.ensure(number % 2 === 0, 'Odd');
      },
    ),
    overflow: call({ docs: 'Has a bug.', weight: weightOf({}) }, () => {
      throw new TypeError('undefined is not a number');
    }),
  },
});

const newChain = () =>
  createTestChain((outer) => ({ 4: createSudoPallet(outer), 5: createUtilityPallet(outer), 8: markPallet }), {
    sudo: { key: ALICE },
  });
type Chain = ReturnType<typeof newChain>;

const put = (number: number): RuntimeCall => markPallet.call('put', { number });
const batch = (inner: RuntimeCall): RuntimeCall => ({
  type: 'Utility',
  value: { type: 'batchAll', value: { calls: [inner] } },
});
const sudo = (inner: RuntimeCall): RuntimeCall => ({
  type: 'Sudo',
  value: { type: 'sudo', value: { call: inner } },
});
const nested = (depth: number, inner: RuntimeCall, wrap = batch): RuntimeCall =>
  depth === 0 ? inner : wrap(nested(depth - 1, inner, wrap));
const last = (chain: Chain) => mark.storage.Last.get(chain.context);

describe('storage layers', () => {
  it('nest: the inner one is undone alone, the outer one with everything in it', () => {
    const { context } = newChain();
    const { Last } = mark.storage;
    transactional(context, () => {
      Last.put(context, 2);
      expect(
        attempt(context, () => {
          Last.put(context, 3);
          throw mark.error('Odd');
        }),
      ).toBe(false);
      expect(Last.get(context)).toBe(2);
    });
    expect(Last.get(context)).toBe(2);
    expect(() =>
      transactional(context, () => {
        transactional(context, () => Last.put(context, 4));
        throw new TypeError('a bug');
      }),
    ).toThrow('a bug');
    expect(Last.get(context)).toBe(2);
  });

  it('are at most 255 over each other, and the count starts again afterwards', () => {
    const { context } = newChain();
    const open = (depth: number): number => transactional(context, () => (depth === 1 ? 0 : open(depth - 1)));
    for (let round = 0; round < 2; round++) {
      expect(open(255)).toBe(0);
      expect(() => open(256)).toThrow('Transactional');
    }
  });
});

describe('calls within calls', () => {
  it('may nest 254 deep, batches and sudo alike; a deeper one fails and leaves nothing', () => {
    const chain = newChain();
    chain.mustDispatch(signed(ALICE), nested(254, put(2)));
    expect(last(chain)).toBe(2);
    const deep = nested(255, put(4));
    // Not through bytes: no codec reads what is nested this deep.
    expect(chain.context.runtime.dispatch(chain.context, deep, signed(ALICE))).toMatchObject({
      ok: false,
      error: { type: 'Transactional', value: { type: 'LimitReached' } },
    });
    expect(last(chain)).toBe(2);
    chain.mustDispatch(signed(ALICE), sudo(nested(200, put(6))));
    expect(last(chain)).toBe(6);
  });

  it('that nest deeper than 256 are refused before anything runs', () => {
    const chain = newChain();
    expect(() => chain.dispatch(signed(ALICE), nested(300, put(2)))).toThrow('256');
  });

  it('fail with the error of the innermost one', () => {
    const chain = newChain();
    expect(chain.failure(signed(ALICE), nested(20, put(3)))).toBe('Mark.Odd');
    expect(last(chain)).toBe(0);
  });
});

describe('a bug in a call', () => {
  it('goes on up as it is, and leaves no layer open', () => {
    const chain = newChain();
    const before = chain.context.state.root();
    const bug = markPallet.call('overflow', {});
    expect(() => chain.dispatch(signed(ALICE), nested(5, bug))).toThrow('undefined is not a number');
    expect(chain.context.state.root()).toEqual(before);
    expect(() => chain.context.state.commit()).toThrow('no storage layer is open');
  });
});
