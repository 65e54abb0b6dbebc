import type { DrawnVerifier } from '@plumbline/runtime-types/domain/task';
import type { Context } from '../../frame/context.ts';
import { stakes } from '../stakes/declaration.ts';
import { endDuty } from '../stakes/duties.ts';
import { JACKPOT } from '../stakes/jackpot.ts';
import { part, stakeOf } from '../stakes/slash.ts';
import { blockNumber } from '../system/block.ts';
import { concludeVerdicts } from './conclude.ts';
import { tasks } from './declaration.ts';
import { verifierFee } from './fees.ts';
import { type Beneficiary, slashStake, toJackpot } from './money.ts';
import { reopen } from './open.ts';
import { enter, type OpenTask, params } from './store.ts';
import { faultReporters, standing, wasDrawnFor } from './verifiers.ts';
import { lookForMore } from './verify.ts';

/**
 * The Solver has lost the game and is slashed: half goes to whoever accused it, half to the jackpot. Verifiers that
 * did their work have their fee out of the jackpot's half, so the Submitter loses nothing. The task opens again.
 *
 * Verifiers that accepted the interval although they were drawn for it are slashed too, unless the Solver was just
 * silent, which shows nothing about the interval. Verifiers cannot defend themselves where the Solver plays, and it may
 * lose on purpose against an account of its own: so nobody earns from their slashes, which go to the jackpot, and
 * none of them loses more than the Solver.
 *
 * A Verifier that took over the defence of a silent Solver and lost has only itself to blame, and whoever proved it
 * wrong has half of its slash too. The others are not slashed for that: it may have lost on purpose as well.
 */
export function faultProven(
  context: Context,
  task: OpenTask,
  fault: {
    interval: number;
    challenger: string;
    byVerifier: boolean;
    silent: boolean;
    /** The Verifier that had taken over the defence. */
    defender: string | undefined;
  },
): void {
  const { data } = task;
  const { fraudSlash } = stakes.storage.Params.get(context);
  const blind = standing(task).filter(
    ({ account, verdict }) =>
      !fault.silent && verdict?.type === 'Accept' && wasDrawnFor(task, account, fault.interval),
  );
  const lost = data.solver === undefined ? 0n : part(stakeOf(context, 'Solver', data.solver), fraudSlash);
  const provers = fault.byVerifier ? faultReporters(task).map(({ account }) => account) : [fault.challenger];
  if (data.solver !== undefined) {
    const diligent = standing(task).filter(
      (verifier) => !blind.includes(verifier) && verifier.account !== fault.defender,
    );
    const shares = withFees(context, task, halves(lost, provers), diligent);
    slashStake(context, task, 'Solver', data.solver, 'Fault', shares);
  }
  if (fault.defender !== undefined) {
    const slash = part(stakeOf(context, 'Verifier', fault.defender), fraudSlash);
    slashStake(context, task, 'Verifier', fault.defender, 'AcceptedFault', halves(slash, provers));
  }
  for (const { account } of blind) {
    const slash = part(stakeOf(context, 'Verifier', account), fraudSlash);
    const amount = slash < lost ? slash : lost;
    slashStake(context, task, 'Verifier', account, 'AcceptedFault', [toJackpot(amount)]);
  }
  reopen(context, task);
}

/** Half of a slash shared among some, the rest for the jackpot, which comes last. */
function halves(slash: bigint, among: readonly string[]): Beneficiary[] {
  const share = slash / 2n / BigInt(Math.max(among.length, 1));
  const rewards = among.map((who): Beneficiary => ({ who, amount: share, reason: 'Reward' }));
  const rest = slash - share * BigInt(rewards.length);
  return [...rewards, { who: JACKPOT, amount: rest, reason: 'Jackpot' }];
}

/** Takes Verifiers' fees out of the jackpot's part, as far as it goes. */
function withFees(
  context: Context,
  { data }: OpenTask,
  shares: readonly Beneficiary[],
  verifiers: readonly DrawnVerifier[],
): Beneficiary[] {
  const due = verifierFee(data.spec, params(context));
  const rewards = shares.slice(0, -1);
  let rest = shares.at(-1)?.amount ?? 0n;
  const fees = verifiers.map(({ account }): Beneficiary => {
    const amount = due < rest ? due : rest;
    rest -= amount;
    return { who: account, amount, reason: 'VerifierFee' };
  });
  return [...rewards, ...fees, { who: JACKPOT, amount: rest, reason: 'Jackpot' }];
}

/**
 * A Verifier's fault was not proved: it loses as much as a bond, half to the Solver that defended, half to the
 * jackpot, and counts no more. Other faults are played next; without any the task goes on, with another Verifier in
 * its place.
 */
export function faultRefuted(
  context: Context,
  task: OpenTask,
  refuted: { challenger: string; dispute: number; amount: bigint },
): void {
  const { id, data } = task;
  const verifier = standing(task).find(({ account }) => account === refuted.challenger);
  if (verifier !== undefined) {
    verifier.refuted = true;
    endDuty(context, 'Verifier', verifier.account, false);
  }
  const half = refuted.amount / 2n;
  const compensation: Beneficiary[] =
    data.solver === undefined ? [] : [{ who: data.solver, amount: half, reason: 'Compensation' }];
  slashStake(context, task, 'Verifier', refuted.challenger, 'FailedChallenge', [
    ...compensation,
    { who: JACKPOT, amount: refuted.amount - half, reason: 'Jackpot' },
  ]);
  data.dispute = undefined;
  tasks.deposit(context, 'Resumed', { task: id, dispute: refuted.dispute });
  if (faultReporters(task).length > 0) concludeVerdicts(context, task);
  else lookForMore(context, task);
}

/**
 * A Whistleblower's challenge failed: the window begins anew. If it went on where it was, a Solver with something to
 * hide could shut others out of its last blocks by challenges of its own.
 */
export function challengeRefuted(context: Context, task: OpenTask, dispute: number): void {
  task.data.dispute = undefined;
  enter(context, task, 'Challengeable', blockNumber(context) + params(context).challengePeriod);
  tasks.deposit(context, 'Resumed', { task: task.id, dispute });
}
