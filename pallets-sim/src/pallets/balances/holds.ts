import type { Context } from '../../frame/context.ts';
import type { HoldReason } from '../../frame/declaration.ts';
import { arithmeticFailure, tokenFailure } from '../../frame/dispatch-error.ts';
import type { HoldReasonId } from '../../frame/outer.ts';
import { accountOf, canIncreaseConsumers } from '../system/accounts.ts';
import { accountData, mutateBalances, reducibleBalance } from './accounts.ts';
import { balances, MAX_BALANCE } from './declaration.ts';
import { decreaseIssuance, depositFree, depositProblem, withdrawFree } from './transfers.ts';

/** `Exact` fails when less is held than asked for; `BestEffort` takes what there is. */
export type Precision = 'Exact' | 'BestEffort';

/** How much of an account's balance is held for a reason. */
export function heldBalance(context: Context, reason: HoldReason, who: string): bigint {
  return amountUnder(context, holdReasonId(context, reason), who);
}

/**
 * Moves free balance on hold; the existential deposit stays free.
 * Fails with `Token.FundsUnavailable` or `Token.CannotCreateHold`.
 */
export function hold(context: Context, reason: HoldReason, who: string, amount: bigint): void {
  if (amount === 0n) return;
  const id = holdReasonId(context, reason);
  ensureHoldAvailable(context, id, who);
  if (reducibleBalance(context, who, 'Protect') < amount) throw tokenFailure('FundsUnavailable');
  withdrawFree(context, who, amount, 'Protect');
  setHeld(context, id, who, amountUnder(context, id, who) + amount);
  balances.deposit(context, 'Held', { reason: id, who, amount });
}

/** Moves held balance back to free; returns how much. */
export function release(
  context: Context,
  reason: HoldReason,
  who: string,
  amount: bigint,
  precision: Precision = 'Exact',
): bigint {
  const id = holdReasonId(context, reason);
  const taken = takeHeld(context, id, who, amount, precision);
  if (taken === 0n) return 0n;
  depositFree(context, who, taken);
  balances.deposit(context, 'Released', { reason: id, who, amount: taken });
  return taken;
}

/**
 * Pays held balance of one account to another, which gets it as free balance (or, with `keepHeld`, held for the same
 * reason); returns how much was moved. Fails with `Token.CannotCreate` when the receiver would stay below the
 * existential deposit.
 */
export function transferOnHold(
  context: Context,
  reason: HoldReason,
  source: string,
  dest: string,
  amount: bigint,
  options: { precision?: Precision; keepHeld?: boolean } = {},
): bigint {
  const { precision = 'Exact', keepHeld = false } = options;
  const id = holdReasonId(context, reason);
  if (keepHeld) ensureHoldAvailable(context, id, dest);
  const taken = takeHeld(context, id, source, amount, precision);
  if (taken === 0n) return 0n;
  if (keepHeld) {
    setHeld(context, id, dest, amountUnder(context, id, dest) + taken);
  } else {
    if (depositProblem(context, dest, taken) !== undefined) throw tokenFailure('CannotCreate');
    depositFree(context, dest, taken);
  }
  balances.deposit(context, 'TransferOnHold', { reason: id, source, dest, amount: taken });
  return taken;
}

/** Destroys held balance; returns how much. */
export function burnHeld(
  context: Context,
  reason: HoldReason,
  who: string,
  amount: bigint,
  precision: Precision = 'Exact',
): bigint {
  const id = holdReasonId(context, reason);
  const taken = takeHeld(context, id, who, amount, precision);
  if (taken === 0n) return 0n;
  decreaseIssuance(context, taken);
  balances.deposit(context, 'BurnedHeld', { reason: id, who, amount: taken });
  return taken;
}

const same = (left: HoldReasonId, right: HoldReasonId): boolean =>
  left.pallet === right.pallet && left.reason === right.reason;

function amountUnder(context: Context, id: HoldReasonId, who: string): bigint {
  return balances.storage.Holds.get(context, who).find((held) => same(held.id, id))?.amount ?? 0n;
}

function takeHeld(
  context: Context,
  id: HoldReasonId,
  who: string,
  amount: bigint,
  precision: Precision,
): bigint {
  const held = amountUnder(context, id, who);
  if (precision === 'Exact' && amount > held) throw tokenFailure('FundsUnavailable');
  const taken = amount < held ? amount : held;
  if (taken > 0n) setHeld(context, id, who, held - taken);
  return taken;
}

/** Writes a hold and keeps `reserved` the sum of all holds. */
function setHeld(context: Context, id: HoldReasonId, who: string, amount: bigint): void {
  const holds = balances.storage.Holds.get(context, who);
  const before = holds.find((held) => same(held.id, id))?.amount ?? 0n;
  const rest = holds.filter((held) => !same(held.id, id));
  const position = holds.findIndex((held) => same(held.id, id));
  if (amount > 0n) rest.splice(position < 0 ? rest.length : position, 0, { id, amount });
  const reserved = accountData(context, who).reserved - before + amount;
  if (reserved > MAX_BALANCE) throw arithmeticFailure('Overflow');
  mutateBalances(context, who, () => ({ reserved }));
  if (rest.length > 0) balances.storage.Holds.put(context, who, rest);
  else balances.storage.Holds.remove(context, who);
}

/** A first hold for a reason needs an account that exists and can bear one more thing depending on it. */
function ensureHoldAvailable(context: Context, id: HoldReasonId, who: string): void {
  if (amountUnder(context, id, who) > 0n) return;
  const { providers, data } = accountOf(context, who);
  const possible = data.reserved > 0n ? providers > 0 : canIncreaseConsumers(context, who);
  if (!possible) throw tokenFailure('CannotCreateHold');
}

/** What stands on chain for a hold reason. */
function holdReasonId(context: Context, reason: HoldReason): HoldReasonId {
  return { pallet: context.runtime.palletIndex(reason.pallet), reason: reason.index };
}
