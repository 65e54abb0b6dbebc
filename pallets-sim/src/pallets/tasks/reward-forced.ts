import type { Context } from '../../frame/context.ts';
import { reducibleBalance } from '../balances/accounts.ts';
import { depositProblem, transfer } from '../balances/transfers.ts';
import { stakes } from '../stakes/declaration.ts';
import { endDuty } from '../stakes/duties.ts';
import { eventPot, JACKPOT } from '../stakes/jackpot.ts';
import { part, stakeOf } from '../stakes/slash.ts';
import { tasks } from './declaration.ts';
import { isAccepted } from './denied-interval.ts';
import { feeAt, replayFee, taxOn, verifierFee } from './fees.ts';
import { halves, slashStake, withFees } from './money.ts';
import { type OpenTask, params } from './store.ts';
import { extraIntervals, isAccused, standing } from './verifiers.ts';

/**
 * The task is settled on its right roots, so what its Solver said of a forced error is true: whoever reported it is
 * paid from the jackpot, and whoever accepted it is slashed.
 */
export function rewardForced(context: Context, task: OpenTask): void {
  const { id, data } = task;
  if (data.forced === undefined) return;
  const { reporters } = data.forced;
  const share =
    eventPot(reducibleBalance(context, JACKPOT, 'Preserve'), bounds(context, task)) >>
    BigInt(Math.max(reporters.length - 1, 0));
  for (const who of reporters) {
    // An account that cannot receive (it was reaped) must not stop the block.
    if (share === 0n || depositProblem(context, who, share) !== undefined) continue;
    transfer(context, JACKPOT, who, share, 'Preserve');
    tasks.deposit(context, 'Paid', { task: id, who, amount: share, reason: { type: 'ForcedError' } });
  }
  slashAccused(context, task, extraFees(task));
}

/**
 * Takes the stakes of those accused: half of each for the reporters, the other half for the jackpot, less what `due`
 * says, as far as it goes.
 */
export function slashAccused(context: Context, task: OpenTask, due: ReadonlyMap<string, bigint>): void {
  const { reporters, accused } = task.data.forced ?? { reporters: [], accused: [] };
  const { fraudSlash } = stakes.storage.Params.get(context);
  const left = new Map(due);
  for (const { account } of accused) {
    const lost = part(stakeOf(context, 'Verifier', account), fraudSlash);
    const shares = withFees(halves(lost, reporters), left);
    slashStake(context, task, 'Verifier', account, 'AcceptedForcedError', shares);
    for (const { who, amount, reason } of shares) {
      if (reason === 'VerifierFee') left.set(who, (left.get(who) ?? 0n) - amount);
    }
    endDuty(context, 'Verifier', account, false);
  }
  task.data.forced = undefined;
}

/** What Verifiers of the second pass have replayed because others are accused is paid by the accused. */
function extraFees(task: OpenTask): ReadonlyMap<string, bigint> {
  const earners = standing(task).filter(
    ({ account, verdict }) => isAccepted(task.data, verdict) && !isAccused(task, account),
  );
  return new Map(
    earners.map(({ account }) => [account, replayFee(task.data.spec, extraIntervals(task, account))]),
  );
}

/** What bounds the pot of one event. */
function bounds(context: Context, { data }: OpenTask) {
  const settings = params(context);
  const { spec, price } = data;
  const paid = feeAt(spec, price) + BigInt(spec.verifiers) * verifierFee(spec, settings);
  return { tax: taxOn(paid, settings), verifiers: spec.verifiers, rate: settings.forcedErrorRate };
}
