import type { WeightBranch } from '@plumbline/runtime-types/domain/roles';
import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { blake2b256 } from '@plumbline/verification/hash/blake2b';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SOLVERS, VERIFIERS } from '../../../test/protocol/cast.ts';
import { World } from '../../../test/protocol/world.ts';
import type { Context } from '../../frame/context.ts';
import { createTestChain } from '../../frame/testing/test-chain.ts';
import { stakes } from './declaration.ts';
import { type Draw, drawAccounts, MOST_LOOKED_AT } from './lottery.ts';
import { stakesPallet } from './pallet.ts';
import { EVERY_PRICE, priceClassOf, weightKey } from './weight-key.ts';
import { setWeight, type Ticket, ticketAt, weightUpTo } from './weight-tree.ts';

const account = (index: number): string => `0x${index.toString(16).padStart(64, '0')}`;
const { Weights, Registrations } = stakes.storage;
const anybody = { wanted: 1, limit: EVERY_PRICE, accept: () => true };
const drawOf = (count: number): Draw => ({
  randomness: blake2b256(u32.codec.enc(count)),
  domain: 'solver',
  task: 0,
  attempt: 0,
  count,
});

const emptyChain = (): Context => createTestChain({ 10: stakesPallet }).context;
const treeOf = (context: Context) => [...Weights.entries(context)];

const tickets = fc.uniqueArray(
  fc.record({
    account: fc.integer({ min: 1, max: 400 }).map(account),
    priceClass: fc.constantFrom(0, 7, 15, 16, 17, 255),
    weight: fc.bigInt({ min: 1n, max: 10n ** 27n }),
  }),
  { selector: (ticket: Ticket) => ticket.account, maxLength: 40 },
);

describe('the tree of weights', () => {
  it('follows from who is in it, not from who came first or left', () => {
    fc.assert(
      fc.property(tickets, tickets, (stay, go) => {
        const [straight, crooked] = [emptyChain(), emptyChain()];
        const others = go.filter(({ account: who }) => stay.every((ticket) => ticket.account !== who));
        for (const ticket of stay) setWeight(straight, 'Solver', ticket);
        for (const ticket of others) setWeight(crooked, 'Solver', ticket);
        for (const ticket of [...stay].reverse()) setWeight(crooked, 'Solver', { ...ticket, weight: 1n });
        for (const ticket of stay) setWeight(crooked, 'Solver', ticket);
        for (const ticket of others) setWeight(crooked, 'Solver', { ...ticket, weight: 0n });
        expect(treeOf(crooked)).toEqual(treeOf(straight));
      }),
      { numRuns: 40 },
    );
  });

  it('adds up, to any price, and every point of it is somebody', () => {
    fc.assert(
      fc.property(tickets, fc.nat({ max: 255 }), fc.nat(), (list, limit, skip) => {
        const context = emptyChain();
        for (const ticket of list) setWeight(context, 'Solver', ticket);
        const sumOf = (some: readonly Ticket[]) => some.reduce((sum, { weight }) => sum + weight, 0n);
        const within = list.filter(({ priceClass }) => priceClass <= limit);
        expect(weightUpTo(context, 'Solver', limit)).toBe(sumOf(within));
        // Leaving some out, the first point of everybody else is met in order.
        const without = within.filter((_, index) => (index + skip) % 3 === 0);
        const met: Ticket[] = [];
        for (let point = 0n; point < sumOf(within) - sumOf(without); ) {
          const ticket = ticketAt(context, 'Solver', point, without)!;
          met.push(ticket);
          point += ticket.weight;
        }
        const expected = within.filter((ticket) => !without.includes(ticket)).map((ticket) => ticket.account);
        expect(met.map((ticket) => ticket.account).sort()).toEqual(expected.sort());
      }),
      { numRuns: 60 },
    );
  });

  it('keeps prices in order', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }),
        fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }),
        (a, b) => {
          if (a <= b) expect(priceClassOf(a)).toBeLessThanOrEqual(priceClassOf(b));
          if (priceClassOf(a) === priceClassOf(b))
            expect(4n * (a > b ? a : b)).toBeLessThan(5n * (a < b ? a : b) + 4n);
        },
      ),
    );
    expect(priceClassOf(2n ** 64n - 1n)).toBe(EVERY_PRICE);
  });
});

/** Puts the tree of many accounts in place at once; the same as `setWeight` makes of them one by one. */
function plant(context: Context, list: readonly Ticket[]): void {
  const keyed = list.map((ticket) => ({ ticket, key: weightKey(ticket.account, ticket.priceClass) }));
  const grow = (among: typeof keyed, depth: number): WeightBranch[] => {
    const branches: WeightBranch[] = [];
    for (let slot = 0; slot < 16; slot++) {
      const under = among.filter(({ key }) => key[depth] === slot);
      const [first] = under;
      if (first === undefined) continue;
      const { account: who, priceClass } = first.ticket;
      const leaf = under.length === 1 ? { account: who, priceClass } : undefined;
      if (leaf === undefined) grow(under, depth + 1);
      branches.push({ slot, weight: under.reduce((sum, { ticket }) => sum + ticket.weight, 0n), leaf });
    }
    Weights.put(context, { type: 'Verifier' }, among[0]!.key.subarray(0, depth), branches);
    return branches;
  };
  grow(keyed, 0);
}

const crowd = (count: number): Ticket[] =>
  Array.from({ length: count }, (_, index) => ({
    account: account(index + 1),
    priceClass: 0,
    weight: BigInt(1 + (index % 100)),
  }));

/** The context of a chain with so many Verifiers, that counts what is read. */
function crowded(count: number) {
  const context = emptyChain();
  plant(context, crowd(count));
  const registration = Registrations.description.shape.codec.enc(
    new World().stake('Verifier', VERIFIERS[0]!),
  );
  const { prefix } = Registrations;
  const { state } = context;
  const counting = Object.assign(Object.create(state) as typeof state, {
    reads: 0,
    get(this: { reads: number }, key: Uint8Array) {
      this.reads += 1;
      const isRegistration = prefix.every((byte, index) => key[index] === byte);
      return isRegistration ? registration : state.get(key);
    },
    held(this: { get(key: Uint8Array): Uint8Array | undefined }, key: Uint8Array) {
      return this.get(key);
    },
  });
  return { ...context, state: counting };
}

describe('a draw', () => {
  it('goes by weight, and reads little more when there are many more', () => {
    const reads: number[] = [];
    for (const count of [100, 1_000, 10_000, 100_000]) {
      const context = crowded(count);
      let winners = 0;
      for (let index = 0; index < 200; index++) {
        const [drawn] = drawAccounts(context, 'Verifier', drawOf(index), anybody);
        if ((Number.parseInt(drawn!.account.slice(-8), 16) - 1) % 100 >= 50) winners += 1;
      }
      // Weights 1 … 100: three quarters of their sum are with the upper half.
      expect(winners).toBeGreaterThan(120);
      expect(winners).toBeLessThan(180);
      reads.push(context.state.reads / 200);
    }
    for (const [index, read] of reads.entries()) {
      expect(read).toBeLessThan(1.5 * Math.log2(100 * 10 ** index));
      // Ten times as many accounts are less than one more level of sixteenths.
      if (index > 0) expect(read - reads[index - 1]!).toBeLessThan(1.2);
    }
  });

  it('plants what grows one by one', () => {
    const [grown, planted] = [emptyChain(), emptyChain()];
    for (const ticket of crowd(300)) setWeight(grown, 'Verifier', ticket);
    plant(planted, crowd(300));
    expect(treeOf(planted)).toEqual(treeOf(grown));
  });

  it('finds whoever can be had among a few, and nobody twice', () => {
    const context = crowded(MOST_LOOKED_AT);
    for (let index = 0; index < 40; index++) {
      const only = account(1 + (index % MOST_LOOKED_AT));
      const accept = ({ account: who }: { account: string }) => who === only;
      const found = drawAccounts(context, 'Verifier', drawOf(index), { ...anybody, accept });
      expect(found.map((drawn) => drawn.account)).toEqual([only]);
    }
    const all = drawAccounts(context, 'Verifier', drawOf(0), { ...anybody, wanted: 100 });
    expect(new Set(all.map((drawn) => drawn.account)).size).toBe(MOST_LOOKED_AT);
    expect(drawAccounts(context, 'Verifier', drawOf(1), { ...anybody, accept: () => false })).toEqual([]);
    expect(drawAccounts(context, 'Solver', drawOf(1), anybody)).toEqual([]);
  });

  it('gives the cheaper of two Solvers with equal stakes the better chance', () => {
    let cheap = 0;
    for (let offset = 0; offset < 24; offset++) {
      const world = new World({ solvers: 2 });
      const role = { type: 'Solver' as const };
      world.do(SOLVERS[0]!, stakesPallet.call('setPrice', { role, price: 40_000_000_000_000n }));
      world.chain.nextBlock(offset);
      world.submit();
      world.profile();
      world.until('Assigned');
      if (world.task.solver === SOLVERS[0]) cheap += 1;
    }
    // Ten to one on average.
    expect(cheap).toBeGreaterThan(16);
  });
});
