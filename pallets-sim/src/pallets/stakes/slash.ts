import type { RoleName } from '@plumbline/runtime-types/domain/roles';
import type { Context } from '../../frame/context.ts';
import { transferOnHold } from '../balances/holds.ts';
import { depositProblem } from '../balances/transfers.ts';
import { heldFor, takeFromLatest } from './bond.ts';
import { stakes } from './declaration.ts';
import { minimumStake, putRegistration, registrationOf } from './registry.ts';

/** Part of an amount, in millionths, rounded down. */
export function part(amount: bigint, millionths: number): bigint {
  return (amount * BigInt(millionths)) / 1_000_000n;
}

/** What an account has at stake in a role, what is on its way back included. */
export function stakeOf(context: Context, role: RoleName, who: string): bigint {
  const entry = registrationOf(context, role, who);
  return entry === undefined ? 0n : heldFor(entry);
}

/**
 * Moves stake to another account, what is on its way back last; returns how much, which is less than wanted where
 * there is less. An account left with too little stake for its role is drawn no more.
 */
export function takeStake(context: Context, role: RoleName, who: string, wanted: bigint, to: string): bigint {
  const entry = registrationOf(context, role, who);
  if (entry === undefined) return 0n;
  const held = heldFor(entry);
  const amount = wanted < held ? wanted : held;
  // An account that cannot receive (it was reaped) must not stop the block: then the stake stays where it is.
  if (amount === 0n || depositProblem(context, to, amount) !== undefined) return 0n;
  const taken = transferOnHold(context, stakes.holdReasons.Stake, who, to, amount);
  const fromStake = taken < entry.stake ? taken : entry.stake;
  const stake = entry.stake - fromStake;
  const unbonding = takeFromLatest(entry.unbonding, taken - fromStake);
  const slashed = entry.slashed + taken;
  const online = entry.online && stake >= minimumStake(context, role);
  putRegistration(context, role, who, { ...entry, stake, unbonding, slashed, online });
  if (online !== entry.online) stakes.deposit(context, 'OnlineSet', { who, role: { type: role }, online });
  return taken;
}
