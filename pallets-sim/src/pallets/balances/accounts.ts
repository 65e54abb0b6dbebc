import type { Context } from '../../frame/context.ts';
import {
  accountOf,
  accountPlace,
  canDecreaseProviders,
  decreaseConsumers,
  decreaseProviders,
  increaseConsumers,
  increaseProviders,
} from '../system/accounts.ts';
import { type AccountData, EMPTY_ACCOUNT_DATA, accountData as shape } from './account-data.ts';
import { balances, EXISTENTIAL_DEPOSIT, MAX_BALANCE } from './declaration.ts';

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
  const account = accountOf(context, who);
  const { providers, data } = account;
  let untouchable = data.frozen > data.reserved ? data.frozen - data.reserved : 0n;
  const keepAlive =
    preservation === 'Preserve' ||
    (preservation === 'Protect' && data.free > 0n && providers === 1) ||
    (preservation === 'Expendable' && data.free > 0n && !canDecreaseProviders(account));
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
  change: (data: AccountData) => Partial<Omit<AccountData, 'flags'>>,
): void {
  const place = accountPlace(who);
  const account = place.peek(context);
  const before = account.data;
  const isNew = before.free === 0n && before.reserved === 0n && before.frozen === 0n;
  const { free = before.free, reserved = before.reserved, frozen = before.frozen } = change(before);
  const after: AccountData = { free, reserved, frozen, flags: before.flags };
  if (!fits(after)) shape.codec.enc(after); // throws, as it would when the bytes are wanted, which is too late

  const [provided, consumed] = [before.free >= EXISTENTIAL_DEPOSIT, !isNew && consumes(before)];
  const [provides, isConsumer] = [free >= EXISTENTIAL_DEPOSIT, consumes(after)];
  if (!provided && provides) increaseProviders(context, who);
  if (consumed && !isConsumer) decreaseConsumers(context, who);
  if (!consumed && isConsumer) increaseConsumers(context, who);
  // Last, since it may reap the account.
  if (provided && !provides) decreaseProviders(context, who);

  const isGone = !provides && reserved === 0n;
  const dust = isGone ? free : 0n;
  const isCountedAlike = provided === provides && consumed === isConsumer;
  const { nonce, consumers, providers, sufficients } = isCountedAlike ? account : place.peek(context);
  if (providers > 0 || sufficients > 0) {
    const data = isGone ? EMPTY_ACCOUNT_DATA : after;
    place.putShared(context, { nonce, consumers, providers, sufficients, data });
  }
  if (isNew && provides) balances.deposit(context, 'Endowed', { account: who, freeBalance: free });
  if (dust > 0n) {
    balances.storage.TotalIssuance.mutate(context, (issuance) => issuance - dust);
    balances.deposit(context, 'DustLost', { account: who, amount: dust });
  }
}

const fits = ({ free, reserved, frozen }: AccountData): boolean =>
  isBalance(free) && isBalance(reserved) && isBalance(frozen);

const isBalance = (amount: bigint): boolean => amount >= 0n && amount <= MAX_BALANCE;

const consumes = ({ reserved, frozen }: AccountData): boolean => reserved > 0n || frozen > 0n;
