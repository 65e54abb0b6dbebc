import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf } from '../../frame/address.ts';
import { declarePallet, type HoldReason } from '../../frame/declaration.ts';
import { root, signed } from '../../frame/origin.ts';
import { definePallet } from '../../frame/pallet.ts';
import { createTestChain, type TestChain } from '../../frame/testing/test-chain.ts';
import { transactional } from '../../frame/transactional.ts';
import { accountOf } from '../system/accounts.ts';
import { system } from '../system/declaration.ts';
import { freeBalance, reducibleBalance } from './accounts.ts';
import { balances, EXISTENTIAL_DEPOSIT as ED } from './declaration.ts';
import { burnHeld, heldBalance, hold, release, transferOnHold } from './holds.ts';
import { balancesPallet } from './pallet.ts';

const account = (index: number) => `0x${index.toString(16).padStart(64, '0')}`;
const [ALICE, BOB, CAROL] = [account(1), account(2), account(3)] as [string, string, string];

const rent = declarePallet({
  name: 'Rent',
  docs: 'Holds deposits.',
  holdReasons: { Deposit: 'For the flat.', Key: 'For the key.' },
});
const rentPallet = definePallet(rent, {});
const { Deposit, Key } = rent.holdReasons;

const newChain = (endowments: [string, bigint][]): TestChain =>
  createTestChain({ 2: balancesPallet, 9: rentPallet }, { balances: { balances: endowments } });

const transferAllowDeath = (to: string, value: bigint) =>
  balancesPallet.call('transferAllowDeath', { dest: addressOf(to), value });
const transferKeepAlive = (to: string, value: bigint) =>
  balancesPallet.call('transferKeepAlive', { dest: addressOf(to), value });

describe('holds', () => {
  it('set balance aside for a reason and keep the existential deposit free', () => {
    const chain = newChain([[ALICE, 10n * ED]]);
    expect(() => hold(chain.context, Deposit, ALICE, 10n * ED)).toThrow('Token.FundsUnavailable');
    hold(chain.context, Deposit, ALICE, 6n * ED);
    hold(chain.context, Key, ALICE, 3n * ED);
    expect(heldBalance(chain.context, Deposit, ALICE)).toBe(6n * ED);
    expect(heldBalance(chain.context, Key, ALICE)).toBe(3n * ED);
    expect(freeBalance(chain.context, ALICE)).toBe(ED);
    expect(accountOf(chain.context, ALICE).data.reserved).toBe(9n * ED);
    expect(chain.events()[0]).toEqual({
      type: 'Balances',
      value: {
        type: 'Held',
        value: { reason: { pallet: 9, reason: 0 }, who: ALICE, amount: 6n * ED },
      },
    });
  });

  it('keep their account alive', () => {
    const chain = newChain([[ALICE, 10n * ED]]);
    hold(chain.context, Deposit, ALICE, 6n * ED);
    expect(reducibleBalance(chain.context, ALICE, 'Expendable')).toBe(3n * ED);
    expect(chain.failure(signed(ALICE), transferAllowDeath(BOB, 4n * ED))).toBe('Token.OnlyProvider');
    release(chain.context, Deposit, ALICE, 6n * ED);
    chain.mustDispatch(signed(ALICE), transferAllowDeath(BOB, 10n * ED));
    expect(balances.storage.Holds.has(chain.context, ALICE)).toBe(false);
  });

  it('are paid out, moved or burnt, exactly or as far as they go', () => {
    const chain = newChain([
      [ALICE, 10n * ED],
      [BOB, 10n * ED],
    ]);
    const { context } = chain;
    hold(context, Deposit, ALICE, 6n * ED);
    expect(transferOnHold(context, Deposit, ALICE, BOB, 2n * ED)).toBe(2n * ED);
    expect(transferOnHold(context, Deposit, ALICE, BOB, ED, { keepHeld: true })).toBe(ED);
    expect(freeBalance(context, BOB)).toBe(12n * ED);
    expect(heldBalance(context, Deposit, BOB)).toBe(ED);
    expect(() => burnHeld(context, Deposit, ALICE, 4n * ED)).toThrow('Token.FundsUnavailable');
    expect(() =>
      transactional(context, () => transferOnHold(context, Deposit, ALICE, CAROL, ED - 1n)),
    ).toThrow('Token.CannotCreate');
    expect(burnHeld(context, Deposit, ALICE, 4n * ED, 'BestEffort')).toBe(3n * ED);
    expect(release(context, Deposit, ALICE, ED, 'BestEffort')).toBe(0n);
    expect(balances.storage.TotalIssuance.get(context)).toBe(17n * ED);
    expect(() => hold(context, Deposit, CAROL, 1n)).toThrow('Token.CannotCreateHold');
  });
});

/** What the ledger must satisfy whatever happens. */
function checkLedger({ context }: TestChain): void {
  let sum = 0n;
  for (const [[who], { data, providers, consumers }] of system.storage.Account.entries(context)) {
    const held = balances.storage.Holds.get(context, who).reduce((total, { amount }) => total + amount, 0n);
    expect(data.reserved).toBe(held);
    expect(data.free >= ED).toBe(true);
    expect([providers, consumers]).toEqual([1, held > 0n ? 1 : 0]);
    sum += data.free + data.reserved;
  }
  expect(balances.storage.TotalIssuance.get(context)).toBe(sum);
}

describe('whatever accounts do', () => {
  const who = fc.integer({ min: 1, max: 4 }).map(account);
  const amount = fc.bigInt({ min: 0n, max: 12n * ED });
  const reason = fc.constantFrom<HoldReason>(Deposit, Key);
  const action = fc.oneof(
    fc.tuple(fc.constant('transferAllowDeath' as const), who, who, amount, reason),
    fc.tuple(fc.constant('transferKeepAlive' as const), who, who, amount, reason),
    fc.tuple(fc.constant('hold' as const), who, who, amount, reason),
    fc.tuple(fc.constant('release' as const), who, who, amount, reason),
    fc.tuple(fc.constant('pay' as const), who, who, amount, reason),
    fc.tuple(fc.constant('move' as const), who, who, amount, reason),
    fc.tuple(fc.constant('burn' as const), who, who, amount, reason),
    fc.tuple(fc.constant('set' as const), who, who, amount, reason),
  );

  it('issuance is the sum of all balances, holds add up, and nobody lives on less than the deposit', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const chain = newChain([1, 2, 3].map((index) => [account(index), 10n * ED]));
        const { context } = chain;
        const attempt = (run: () => void) => {
          try {
            transactional(context, run);
          } catch (error) {
            expect((error as Error).name).toMatch(/^(Dispatch|Module)Failure$/);
          }
        };
        for (const [kind, from, to, value, why] of actions) {
          if (kind === 'transferAllowDeath') chain.dispatch(signed(from), transferAllowDeath(to, value));
          if (kind === 'transferKeepAlive') chain.dispatch(signed(from), transferKeepAlive(to, value));
          if (kind === 'hold') attempt(() => hold(context, why, from, value));
          if (kind === 'release') attempt(() => release(context, why, from, value, 'BestEffort'));
          if (kind === 'pay') attempt(() => transferOnHold(context, why, from, to, value));
          if (kind === 'move')
            attempt(() => transferOnHold(context, why, from, to, value, { keepHeld: true }));
          if (kind === 'burn') attempt(() => burnHeld(context, why, from, value, 'BestEffort'));
          if (kind === 'set') {
            chain.dispatch(
              root,
              balancesPallet.call('forceSetBalance', { who: addressOf(to), newFree: value }),
            );
          }
          checkLedger(chain);
        }
      }),
      { numRuns: 60 },
    );
  });
});
