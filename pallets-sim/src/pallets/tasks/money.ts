import type { PaidReason, SlashReason } from '@plumbline/runtime-types/domain/reasons';
import type { RoleName } from '@plumbline/runtime-types/domain/roles';
import type { Context } from '../../frame/context.ts';
import type { HoldReason } from '../../frame/declaration.ts';
import { release, transferOnHold } from '../balances/holds.ts';
import { depositProblem } from '../balances/transfers.ts';
import { noteDeed } from '../stakes/duties.ts';
import { JACKPOT } from '../stakes/jackpot.ts';
import { takeStake } from '../stakes/slash.ts';
import { tasks } from './declaration.ts';
import type { OpenTask } from './store.ts';

const { Escrow } = tasks.holdReasons;

/** Pays out of the task's escrow; returns how much. */
export function pay(
  context: Context,
  { id, data }: OpenTask,
  who: string,
  wanted: bigint,
  reason: PaidReason,
): bigint {
  const amount = wanted < data.escrow ? wanted : data.escrow;
  // An account that cannot receive (it was reaped) must not stop the block: then the Submitter keeps it.
  if (amount === 0n || depositProblem(context, who, amount) !== undefined) return 0n;
  transferOnHold(context, Escrow, data.submitter, who, amount);
  data.escrow -= amount;
  tasks.deposit(context, 'Paid', { task: id, who, amount, reason: { type: reason } });
  return amount;
}

/** Returns what is left of the escrow to the Submitter. */
export function refund(context: Context, { id, data }: OpenTask): void {
  const amount = data.escrow;
  if (amount === 0n) return;
  release(context, Escrow, data.submitter, amount);
  data.escrow = 0n;
  tasks.deposit(context, 'Refunded', { task: id, who: data.submitter, amount });
}

/** Somebody who gets a part of a slash. */
export interface Beneficiary {
  readonly who: string;
  readonly amount: bigint;
  readonly reason: PaidReason;
}

/** Takes stake from an account in a role and hands it out; says so in one event for each movement. */
export function slashStake(
  context: Context,
  { id }: OpenTask,
  role: RoleName,
  who: string,
  reason: SlashReason,
  beneficiaries: readonly Beneficiary[],
): void {
  let total = 0n;
  const paid: Beneficiary[] = [];
  for (const beneficiary of beneficiaries) {
    const amount = takeStake(context, role, who, beneficiary.amount, beneficiary.who);
    if (amount > 0n) paid.push({ ...beneficiary, amount });
    total += amount;
  }
  if (total === 0n) return;
  if (reason !== 'Declined') noteDeed(context, role, who, 'failed');
  tasks.deposit(context, 'Slashed', { task: id, who, amount: total, reason: { type: reason } });
  for (const { who: to, amount, reason: why } of paid) {
    tasks.deposit(context, 'Paid', { task: id, who: to, amount, reason: { type: why } });
  }
}

/** Pays out of what is held from an account; what the receiver cannot take goes to the jackpot. */
export function payHeld(
  context: Context,
  task: number,
  held: HoldReason,
  from: string,
  { who, amount, reason }: Beneficiary,
): void {
  // An account that cannot receive (it was reaped) must not stop the block: the jackpot has its share.
  const to = depositProblem(context, who, amount) === undefined ? who : JACKPOT;
  if (amount === 0n) return;
  transferOnHold(context, held, from, to, amount);
  tasks.deposit(context, 'Paid', { task, who: to, amount, reason: { type: reason } });
}

/** Half of a slash shared among some, if there are any, the rest for the jackpot, which comes last. */
export function halves(slash: bigint, among: readonly string[]): Beneficiary[] {
  const share = slash / 2n / BigInt(Math.max(among.length, 1));
  const rewards = among.map((who): Beneficiary => ({ who, amount: share, reason: 'Reward' }));
  return [...rewards, toJackpot(slash - share * BigInt(rewards.length))];
}

/** Takes Verifiers' fees out of the jackpot's part, which comes last, as far as it goes. */
export function withFees(shares: readonly Beneficiary[], due: ReadonlyMap<string, bigint>): Beneficiary[] {
  let rest = shares.at(-1)?.amount ?? 0n;
  const fees = [...due].map(([who, wanted]): Beneficiary => {
    const amount = wanted < rest ? wanted : rest;
    rest -= amount;
    return { who, amount, reason: 'VerifierFee' };
  });
  return [...shares.slice(0, -1), ...fees, toJackpot(rest)];
}

/** The jackpot as the one that gets an amount. */
export function toJackpot(amount: bigint): Beneficiary {
  return { who: JACKPOT, amount, reason: 'Jackpot' };
}
