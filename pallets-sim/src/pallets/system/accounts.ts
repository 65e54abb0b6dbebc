import type { Context } from '../../frame/context.ts';
import { DispatchFailure } from '../../frame/dispatch-error.ts';
import type { Place } from '../../frame/place.ts';
import { system } from './declaration.ts';
import type { AccountInfo } from './types.ts';

const MAX_U32 = 0xffff_ffff;

/** How many things may depend on an account at once. */
export const MAX_CONSUMERS = 16;

const { Account } = system.storage;

/** Where an account lies in the state. */
export const accountPlace = (who: string): Place<AccountInfo, AccountInfo> => Account.at(who);

export const accountOf = (context: Context, who: string): Readonly<AccountInfo> =>
  accountPlace(who).peek(context);

export const accountNonce = (context: Context, who: string): number => Account.get(context, who).nonce;

export function increaseNonce(context: Context, who: string): void {
  const place = accountPlace(who);
  const { nonce, consumers, providers, sufficients, data } = place.peek(context);
  const next = { nonce: nonce + 1, consumers, providers, sufficients, data };
  // A count beyond u32 is refused here: it has to be, before its bytes are wanted.
  if (next.nonce > MAX_U32) Account.put(context, who, next);
  else place.putShared(context, next);
}

/** One more reason for the account to exist; the first one creates it. */
export function increaseProviders(context: Context, who: string): void {
  const account = accountOf(context, who);
  const isNew = account.providers === 0 && account.sufficients === 0;
  const next = { ...account, providers: account.providers + 1 };
  // Who has changed the state by hand may have put that many there.
  if (next.providers > MAX_U32) Account.put(context, who, next);
  else Account.putShared(context, who, next);
  if (isNew) system.deposit(context, 'NewAccount', { account: who });
}

/** One reason less; without any the account is reaped, which fails while something depends on it. */
export function decreaseProviders(context: Context, who: string): void {
  const account = accountOf(context, who);
  const { consumers, sufficients } = account;
  const providers = Math.max(account.providers, 1);
  if (providers === 1 && consumers === 0 && sufficients === 0) {
    Account.remove(context, who);
    system.deposit(context, 'KilledAccount', { account: who });
    return;
  }
  if (providers === 1 && consumers > 0) throw new DispatchFailure({ type: 'ConsumerRemaining' });
  Account.putShared(context, who, { ...account, providers: providers - 1 });
}

/** One more thing that depends on the account's existence. */
export function increaseConsumers(context: Context, who: string): void {
  const { providers, consumers } = accountOf(context, who);
  if (providers === 0) throw new DispatchFailure({ type: 'NoProviders' });
  if (consumers >= MAX_CONSUMERS) throw new DispatchFailure({ type: 'TooManyConsumers' });
  change(context, who, (account) => ({ ...account, consumers: account.consumers + 1 }));
}

export function decreaseConsumers(context: Context, who: string): void {
  change(context, who, (account) => ({ ...account, consumers: Math.max(account.consumers - 1, 0) }));
}

export function canIncreaseConsumers(context: Context, who: string): boolean {
  const { providers, consumers } = accountOf(context, who);
  return providers > 0 && consumers < MAX_CONSUMERS;
}

export function canDecreaseProviders({ providers, consumers }: Readonly<AccountInfo>): boolean {
  return consumers === 0 || providers > 1;
}

function change(context: Context, who: string, next: (account: Readonly<AccountInfo>) => AccountInfo): void {
  Account.putShared(context, who, next(accountOf(context, who)));
}
