import { MAX_UNBONDING } from '@plumbline/runtime-types/domain/limits';
import type { Registration, RoleName } from '@plumbline/runtime-types/domain/roles';
import type { Context } from '../../frame/context.ts';
import { hold, release } from '../balances/holds.ts';
import { blockNumber } from '../system/block.ts';
import { stakes } from './declaration.ts';
import { ensureRegistered, minimumStake, putRegistration, removeRegistration } from './registry.ts';

const { Stake } = stakes.holdReasons;

/** All that is held for a registration, and can be slashed: what it is drawn by, and what is on its way back. */
export function heldFor({ stake, unbonding }: Pick<Registration, 'stake' | 'unbonding'>): bigint {
  return unbonding.reduce((sum, { amount }) => sum + amount, stake);
}

export function bondMore(context: Context, who: string, role: RoleName, amount: bigint): void {
  const entry = ensureRegistered(context, role, who);
  stakes.ensure(amount > 0n, 'ZeroAmount');
  hold(context, Stake, who, amount);
  putRegistration(context, role, who, { ...entry, stake: entry.stake + amount });
  stakes.deposit(context, 'Bonded', { who, role: { type: role }, amount });
}

/**
 * Puts a part of the stake, or all of it, on its way back. It counts in no draw from now on, but is held, and can be
 * slashed, until it is withdrawn. What stays is enough for the role, or nothing.
 */
export function unbond(context: Context, who: string, role: RoleName, amount: bigint): void {
  const entry = ensureRegistered(context, role, who);
  stakes.ensure(amount > 0n, 'ZeroAmount');
  stakes.ensure(amount <= entry.stake, 'MoreThanBonded');
  const stake = entry.stake - amount;
  stakes.ensure(stake === 0n || stake >= minimumStake(context, role), 'StakeTooLow');
  const freeAt = blockNumber(context) + stakes.storage.Params.get(context).unbondingBlocks;
  stakes.ensure(entry.unbonding.length < MAX_UNBONDING, 'TooManyUnbonding');
  putRegistration(context, role, who, {
    ...entry,
    stake,
    unbonding: [...entry.unbonding, { amount, freeAt }],
  });
  stakes.deposit(context, 'Unbonded', { who, role: { type: role }, amount, freeAt });
}

/** Takes what is on its way back into the stake again, latest first. */
export function rebond(context: Context, who: string, role: RoleName, amount: bigint): void {
  const entry = ensureRegistered(context, role, who);
  stakes.ensure(amount > 0n, 'ZeroAmount');
  stakes.ensure(amount <= heldFor(entry) - entry.stake, 'MoreThanUnbonding');
  const stake = entry.stake + amount;
  stakes.ensure(stake >= minimumStake(context, role), 'StakeTooLow');
  const unbonding = takeFromLatest(entry.unbonding, amount);
  putRegistration(context, role, who, { ...entry, stake, unbonding });
  stakes.deposit(context, 'Bonded', { who, role: { type: role }, amount });
}

/** What is left of chunks when an amount that they hold is taken out, from the latest back. */
export function takeFromLatest(
  unbonding: Registration['unbonding'],
  amount: bigint,
): Registration['unbonding'] {
  let due = amount;
  const left: Registration['unbonding'] = [];
  for (const chunk of [...unbonding].reverse()) {
    const taken = chunk.amount < due ? chunk.amount : due;
    due -= taken;
    if (chunk.amount > taken) left.push({ ...chunk, amount: chunk.amount - taken });
  }
  return left.reverse();
}

/**
 * Returns what has waited long enough; refused during a duty, which all that is held backs. A registration of which
 * nothing is held any more is gone.
 */
export function withdrawUnbonded(context: Context, who: string, role: RoleName): void {
  const entry = ensureRegistered(context, role, who);
  stakes.ensure(entry.duties === 0, 'OnDuty');
  const now = blockNumber(context);
  const unbonding = entry.unbonding.filter(({ freeAt }) => freeAt > now);
  const amount = heldFor(entry) - heldFor({ ...entry, unbonding });
  const empty = entry.stake === 0n && unbonding.length === 0;
  stakes.ensure(amount > 0n || empty, 'NothingToWithdraw');
  release(context, Stake, who, amount);
  stakes.deposit(context, 'Withdrawn', { who, role: { type: role }, amount });
  if (!empty) {
    putRegistration(context, role, who, { ...entry, unbonding });
    return;
  }
  removeRegistration(context, role, who);
  stakes.deposit(context, 'Unregistered', { who, role: { type: role } });
}
