import { describe, expect, it } from 'vitest';
import { addressOf } from '../../frame/address.ts';
import { root, signed } from '../../frame/origin.ts';
import { createTestChain, type TestChain } from '../../frame/testing/test-chain.ts';
import { accountOf, increaseNonce } from '../system/accounts.ts';
import { system } from '../system/declaration.ts';
import { freeBalance, mutateBalances, totalBalance } from './accounts.ts';
import { balances, EXISTENTIAL_DEPOSIT as ED } from './declaration.ts';
import { balancesPallet } from './pallet.ts';

const account = (index: number) => `0x${index.toString(16).padStart(64, '0')}`;
const [ALICE, BOB] = [account(1), account(2)] as [string, string];

const newChain = (endowments: [string, bigint][]): TestChain =>
  createTestChain({ 2: balancesPallet }, { balances: { balances: endowments } });

const transferAllowDeath = (to: string, value: bigint) =>
  balancesPallet.call('transferAllowDeath', { dest: addressOf(to), value });
const transferKeepAlive = (to: string, value: bigint) =>
  balancesPallet.call('transferKeepAlive', { dest: addressOf(to), value });

describe('balances', () => {
  it('transfers, and creates the receiver', () => {
    const chain = newChain([[ALICE, 10n * ED]]);
    chain.mustDispatch(signed(ALICE), transferKeepAlive(BOB, 3n * ED));
    expect(freeBalance(chain.context, ALICE)).toBe(7n * ED);
    expect(freeBalance(chain.context, BOB)).toBe(3n * ED);
    expect(chain.eventNames()).toEqual(['System.NewAccount', 'Balances.Endowed', 'Balances.Transfer']);
  });

  it('says why a transfer is not possible', () => {
    const chain = newChain([[ALICE, 10n * ED]]);
    expect(chain.failure(signed(ALICE), transferKeepAlive(BOB, 11n * ED))).toBe('Token.FundsUnavailable');
    expect(chain.failure(signed(ALICE), transferKeepAlive(BOB, 10n * ED))).toBe('Token.NotExpendable');
    expect(chain.failure(signed(ALICE), transferKeepAlive(BOB, ED - 1n))).toBe('Token.BelowMinimum');
    expect(chain.failure(root, transferKeepAlive(BOB, ED))).toBe('BadOrigin');
    const nobody = balancesPallet.call('transferKeepAlive', {
      dest: { type: 'Raw', value: new Uint8Array(3) },
      value: ED,
    });
    expect(chain.failure(signed(ALICE), nobody)).toBe('CannotLookup');
    expect(chain.events()).toEqual([]);
  });

  it('refuses what no account can hold as soon as it is written', () => {
    const chain = newChain([[ALICE, 10n * ED]]);
    const { context } = chain;
    const before = accountOf(context, ALICE);
    const write = (free: bigint) => () => mutateBalances(context, ALICE, () => ({ free }));
    for (const free of [-1n, 1n << 128n]) {
      expect(write(free)).toThrow(expect.objectContaining({ code: 'OutOfRange' }));
    }
    expect(accountOf(context, ALICE)).toEqual(before);
    system.storage.Account.put(context, ALICE, { ...before, nonce: 0xffff_ffff });
    expect(() => increaseNonce(context, ALICE)).toThrow(expect.objectContaining({ code: 'OutOfRange' }));
  });

  it('reaps an account that falls below the existential deposit and burns its dust', () => {
    const chain = newChain([
      [ALICE, 10n * ED],
      [BOB, 10n * ED],
    ]);
    chain.mustDispatch(signed(ALICE), transferAllowDeath(BOB, 10n * ED - 5n));
    expect(system.storage.Account.has(chain.context, ALICE)).toBe(false);
    expect(balances.storage.TotalIssuance.get(chain.context)).toBe(20n * ED - 5n);
    expect(chain.eventNames()).toEqual(['System.KilledAccount', 'Balances.DustLost', 'Balances.Transfer']);
  });

  it('transfers all that can go', () => {
    const chain = newChain([[ALICE, 10n * ED]]);
    chain.mustDispatch(
      signed(ALICE),
      balancesPallet.call('transferAll', { dest: addressOf(BOB), keepAlive: true }),
    );
    expect(freeBalance(chain.context, ALICE)).toBe(ED);
    chain.mustDispatch(
      signed(ALICE),
      balancesPallet.call('transferAll', { dest: addressOf(BOB), keepAlive: false }),
    );
    expect(freeBalance(chain.context, BOB)).toBe(10n * ED);
    expect(system.storage.Account.has(chain.context, ALICE)).toBe(false);
  });

  it('lets root set a balance, and nobody else', () => {
    const chain = newChain([[ALICE, 10n * ED]]);
    const set = balancesPallet.call('forceSetBalance', { who: addressOf(BOB), newFree: 4n * ED });
    expect(chain.failure(signed(ALICE), set)).toBe('BadOrigin');
    chain.mustDispatch(root, set);
    expect(balances.storage.TotalIssuance.get(chain.context)).toBe(14n * ED);
    chain.mustDispatch(
      root,
      balancesPallet.call('forceSetBalance', { who: addressOf(BOB), newFree: ED - 1n }),
    );
    expect(totalBalance(chain.context, BOB)).toBe(0n);
    expect(balances.storage.TotalIssuance.get(chain.context)).toBe(10n * ED);
  });

  it('refuses a genesis that endows dust, or somebody twice', () => {
    expect(() => newChain([[ALICE, ED - 1n]])).toThrow('balances.balances[0][1]: 999999999 is below');
    expect(() =>
      newChain([
        [ALICE, ED],
        [ALICE, ED],
      ]),
    ).toThrow('balances.balances[1]: the account is endowed twice');
  });
});
