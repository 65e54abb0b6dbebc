import type { Context } from '../../frame/context.ts';
import {
  accountOf,
  canDecreaseProviders,
  decreaseConsumers,
  decreaseProviders,
  increaseConsumers,
  increaseProviders,
  putAccountData,
} from '../system/accounts.ts';
import { type AccountData, EMPTY_ACCOUNT_DATA } from './account-data.ts';
import { balances, EXISTENTIAL_DEPOSIT } from './declaration.ts';

/**
 * What a withdrawal may do to the account: `Preserve` keeps the existential deposit in it, `Protect` does so where
 * it is all that keeps the account alive, `Expendable` may reap it.
 */
export type Preservation = 'Expendable' | 'Protect' | 'Preserve';

export const accountData = (context: Context, who: string): AccountData => accountOf(context, who).data;

export const freeBalance = (context: Context, who: string): bigint => accountData(context, who).free;

/** Free and held balance together. */
export function totalBalance(context: Context, who: string): bigint {
  const { free, reserved } = accountData(context, who);
  return free + reserved;
}

/** How much of the free balance can be taken. */
export function reducibleBalance(context: Context, who: string, preservation: Preservation): bigint {
  const { providers, data } = accountOf(context, who);
  let untouchable = data.frozen > data.reserved ? data.frozen - data.reserved : 0n;
  const keepAlive =
    preservation === 'Preserve' ||
    (preservation === 'Protect' && data.free > 0n && providers === 1) ||
    (preservation === 'Expendable' && data.free > 0n && !canDecreaseProviders(context, who));
  if (keepAlive && untouchable < EXISTENTIAL_DEPOSIT) untouchable = EXISTENTIAL_DEPOSIT;
  return data.free > untouchable ? data.free - untouchable : 0n;
}

/**
 * Changes an account's balances and does what follows from it: an account that reaches the existential deposit is
 * created, one that falls below it with nothing held is reaped and its dust burnt, and held balance keeps it alive.
 */
export function mutateBalances(
  context: Context,
  who: string,
  change: (data: AccountData) => Partial<AccountData>,
): void {
  const before = accountData(context, who);
  const isNew = before.free === 0n && before.reserved === 0n && before.frozen === 0n;
  const after: AccountData = { ...before, ...change(before) };

  const did = { provide: before.free >= EXISTENTIAL_DEPOSIT, consume: !isNew && consumes(before) };
  const does = { provide: after.free >= EXISTENTIAL_DEPOSIT, consume: consumes(after) };
  if (!did.provide && does.provide) increaseProviders(context, who);
  if (did.consume && !does.consume) decreaseConsumers(context, who);
  if (!did.consume && does.consume) increaseConsumers(context, who);
  // Last, since it may reap the account.
  if (did.provide && !does.provide) decreaseProviders(context, who);

  const dust = after.free < EXISTENTIAL_DEPOSIT && after.reserved === 0n ? after.free : 0n;
  const { providers, sufficients } = accountOf(context, who);
  if (providers > 0 || sufficients > 0) {
    const gone = after.free < EXISTENTIAL_DEPOSIT && after.reserved === 0n;
    putAccountData(context, who, gone ? { ...EMPTY_ACCOUNT_DATA } : after);
  }
  if (isNew && does.provide) balances.deposit(context, 'Endowed', { account: who, freeBalance: after.free });
  if (dust > 0n) {
    balances.storage.TotalIssuance.mutate(context, (issuance) => issuance - dust);
    balances.deposit(context, 'DustLost', { account: who, amount: dust });
  }
}

const consumes = ({ reserved, frozen }: AccountData): boolean => reserved > 0n || frozen > 0n;
