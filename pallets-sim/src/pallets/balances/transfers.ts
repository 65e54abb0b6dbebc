import type { Context } from '../../frame/context.ts';
import { arithmeticFailure, type DispatchFailure, tokenFailure } from '../../frame/dispatch-error.ts';
import { accountOf, canDecreaseProviders } from '../system/accounts.ts';
import { accountData, mutateBalances, type Preservation, reducibleBalance } from './accounts.ts';
import { balances, EXISTENTIAL_DEPOSIT, MAX_BALANCE } from './declaration.ts';

const TOTAL_ISSUANCE = balances.storage.TotalIssuance.at();

/**
 * Moves free balance from one account to another.
 * Fails with `Token.FundsUnavailable`, `Token.NotExpendable`, `Token.OnlyProvider` or `Token.BelowMinimum`.
 */
export function transfer(
  context: Context,
  from: string,
  to: string,
  amount: bigint,
  preservation: Preservation = 'Expendable',
): void {
  ensureCanWithdraw(context, from, amount, preservation);
  const problem = depositProblem(context, to, amount);
  if (problem !== undefined) throw problem;
  if (from !== to) {
    withdrawFree(context, from, amount, preservation);
    if (amount > 0n) mutateBalances(context, to, ({ free }) => ({ free: free + amount }));
  }
  balances.deposit(context, 'Transfer', { from, to, amount });
}

/** Destroys free balance. */
export function burnFrom(context: Context, who: string, amount: bigint, preservation: Preservation): void {
  withdrawFree(context, who, amount, preservation);
  decreaseIssuance(context, amount);
  balances.deposit(context, 'Burned', { who, amount });
}

/** Takes free balance out of an account without giving it to anybody: the caller accounts for it. */
export function withdrawFree(
  context: Context,
  who: string,
  amount: bigint,
  preservation: Preservation,
): void {
  if (reducibleBalance(context, who, preservation) < amount) throw tokenFailure('FundsUnavailable');
  if (amount > 0n) mutateBalances(context, who, ({ free }) => ({ free: free - amount }));
}

/** Adds free balance to an account without taking it from anybody: the caller accounts for it. */
export function depositFree(context: Context, who: string, amount: bigint): void {
  const problem = depositProblem(context, who, amount);
  if (problem !== undefined) throw problem;
  if (amount > 0n) mutateBalances(context, who, ({ free }) => ({ free: free + amount }));
}

export function increaseIssuance(context: Context, amount: bigint): void {
  const issuance = TOTAL_ISSUANCE.peek(context) + amount;
  if (issuance > MAX_BALANCE) throw arithmeticFailure('Overflow');
  TOTAL_ISSUANCE.putShared(context, issuance);
}

export function decreaseIssuance(context: Context, amount: bigint): void {
  const issuance = TOTAL_ISSUANCE.peek(context);
  if (amount > issuance) throw arithmeticFailure('Underflow');
  TOTAL_ISSUANCE.putShared(context, issuance - amount);
}

function ensureCanWithdraw(context: Context, who: string, amount: bigint, preservation: Preservation): void {
  if (amount === 0n) return;
  const account = accountOf(context, who);
  const { free, reserved, frozen } = account.data;
  if (amount > free) throw tokenFailure('FundsUnavailable');
  if (free + reserved - amount < frozen) throw tokenFailure('Frozen');
  if (free - amount >= EXISTENTIAL_DEPOSIT) return;
  if (!canDecreaseProviders(account)) throw tokenFailure('OnlyProvider');
  if (preservation !== 'Expendable') throw tokenFailure('NotExpendable');
}

/** Why `who` could not receive `amount`, if so: it would stay below the existential deposit, or go beyond u128. */
export function depositProblem(context: Context, who: string, amount: bigint): DispatchFailure | undefined {
  if (amount === 0n) return undefined;
  const { free, reserved } = accountData(context, who);
  if (free + reserved + amount > MAX_BALANCE) return arithmeticFailure('Overflow');
  return free + amount < EXISTENTIAL_DEPOSIT ? tokenFailure('BelowMinimum') : undefined;
}
