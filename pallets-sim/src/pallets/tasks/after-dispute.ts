import type { Context } from '../../frame/context.ts';
import { stakes } from '../stakes/declaration.ts';
import { endDuty } from '../stakes/duties.ts';
import { part, stakeOf } from '../stakes/slash.ts';
import { blockNumber } from '../system/block.ts';
import { chargeAbsent } from './absent.ts';
import { concludeVerdicts } from './conclude.ts';
import { tasks } from './declaration.ts';
import { isAccepted } from './denied-interval.ts';
import { isShownAltered } from './forced.ts';
import { type Beneficiary, halves, slashStake, toJackpot } from './money.ts';
import { reopen } from './open.ts';
import { concedeReport, loseReport } from './report-bonds.ts';
import { slashSolver } from './slash-solver.ts';
import { enter, type OpenTask, params } from './store.ts';
import { accusations, standing, wasDrawnFor } from './verifiers.ts';
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
    inWindow: boolean;
    silent: boolean;
    /** The Verifier that had taken over the defence. */
    defender: string | undefined;
    /** Who found out that the Solver served nothing, and the fee for that. */
    witnesses?: ReadonlyMap<string, bigint>;
  },
): void {
  const { fraudSlash } = stakes.storage.Params.get(context);
  const blind = standing(task).filter(
    ({ account, verdict }) =>
      !fault.silent && isAccepted(task.data, verdict) && wasDrawnFor(task, account, fault.interval),
  );
  const idle = standing(task).filter(({ account }) => account === fault.defender);
  const provers = fault.inWindow ? accusations(task).map(({ account }) => account) : [fault.challenger];
  const lost = slashSolver(context, task, 'Fault', provers, [...blind, ...idle], fault.witnesses);
  if (fault.defender !== undefined) {
    const slash = part(stakeOf(context, 'Verifier', fault.defender), fraudSlash);
    slashStake(context, task, 'Verifier', fault.defender, 'AcceptedFault', halves(slash, provers));
  }
  for (const { account } of blind) {
    const slash = part(stakeOf(context, 'Verifier', account), fraudSlash);
    const amount = slash < lost ? slash : lost;
    slashStake(context, task, 'Verifier', account, 'AcceptedFault', [toJackpot(amount)]);
  }
  chargeAbsent(context, task, true);
  reopen(context, task);
}

/**
 * A fault of the blind window was not proved: whoever reported it loses as much as a bond, half to the Solver that
 * defended, half to the jackpot, and counts no more. Other faults are played next; without any the task goes on, with
 * another Verifier in the place of one that was wrong.
 */
export function faultRefuted(
  context: Context,
  task: OpenTask,
  refuted: { challenger: string; dispute: number; amount: bigint },
): void {
  const { id, data } = task;
  const { challenger, amount } = refuted;
  const verifier = standing(task).find(({ account }) => account === challenger);
  if (verifier === undefined) {
    loseReport(context, task, challenger, 'FailedChallenge');
  } else {
    verifier.refuted = true;
    endDuty(context, 'Verifier', challenger, false);
    const half = amount / 2n;
    const compensation: Beneficiary[] =
      data.solver === undefined ? [] : [{ who: data.solver, amount: half, reason: 'Compensation' }];
    slashStake(context, task, 'Verifier', challenger, 'FailedChallenge', [
      ...compensation,
      toJackpot(amount - half),
    ]);
  }
  data.dispute = undefined;
  tasks.deposit(context, 'Resumed', { task: id, dispute: refuted.dispute });
  const enough = standing(task).length >= data.spec.verifiers;
  if (enough || isShownAltered(task) || accusations(task).length > 0) concludeVerdicts(context, task);
  else lookForMore(context, task);
}

/**
 * Whoever accused a tolerant Solver in the blind window has seen all that it computed, and found nothing outside its
 * bounds. What it said of the distance may be true, so it is not slashed; but it has no fee, or one could accuse
 * without a replay. Nobody else is drawn in its place: the others would find the same.
 */
export function accusationConceded(
  context: Context,
  task: OpenTask,
  { challenger, dispute }: { challenger: string; dispute: number },
): void {
  const { id, data } = task;
  const verifier = standing(task).find(({ account }) => account === challenger);
  if (verifier === undefined) {
    concedeReport(context, task, challenger);
  } else {
    verifier.refuted = true;
    endDuty(context, 'Verifier', challenger, false);
  }
  data.dispute = undefined;
  tasks.deposit(context, 'Resumed', { task: id, dispute });
  concludeVerdicts(context, task);
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
