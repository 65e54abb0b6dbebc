import type { Context } from '../../frame/context.ts';
import { reducibleBalance } from '../balances/accounts.ts';
import { depositProblem, transfer } from '../balances/transfers.ts';
import { stakes } from '../stakes/declaration.ts';
import { endDuty } from '../stakes/duties.ts';
import { eventPot, JACKPOT } from '../stakes/jackpot.ts';
import { part, stakeOf } from '../stakes/slash.ts';
import { tasks } from './declaration.ts';
import { feeAt, taxOn, verifierFee } from './fees.ts';
import { halves, slashStake } from './money.ts';
import { type OpenTask, params } from './store.ts';

/**
 * The task is settled on its right roots, so what its Solver said of a forced error is true: whoever reported it is
 * paid from the jackpot, and whoever accepted it is slashed, half for the reporters.
 */
export function rewardForced(context: Context, task: OpenTask): void {
  const { id, data } = task;
  if (data.forced === undefined) return;
  const { reporters, accused } = data.forced;
  const share =
    eventPot(reducibleBalance(context, JACKPOT, 'Preserve'), bounds(context, task)) >>
    BigInt(Math.max(reporters.length - 1, 0));
  for (const who of reporters) {
    // An account that cannot receive (it was reaped) must not stop the block.
    if (share === 0n || depositProblem(context, who, share) !== undefined) continue;
    transfer(context, JACKPOT, who, share, 'Preserve');
    tasks.deposit(context, 'Paid', { task: id, who, amount: share, reason: { type: 'ForcedError' } });
  }
  const { fraudSlash } = stakes.storage.Params.get(context);
  for (const { account } of accused) {
    const lost = part(stakeOf(context, 'Verifier', account), fraudSlash);
    slashStake(context, task, 'Verifier', account, 'AcceptedForcedError', halves(lost, reporters));
    endDuty(context, 'Verifier', account, false);
  }
  data.forced = undefined;
}

/** What bounds the pot of one event. */
function bounds(context: Context, { data }: OpenTask) {
  const settings = params(context);
  const { spec, price } = data;
  const paid = feeAt(spec, price) + BigInt(spec.verifiers) * verifierFee(spec, settings);
  return { tax: taxOn(paid, settings), verifiers: spec.verifiers, rate: settings.forcedErrorRate };
}
