import type { Context } from '../../frame/context.ts';
import { JACKPOT } from '../stakes/jackpot.ts';
import { depthOf } from './base.ts';
import { checkpointOf } from './checkpoints.ts';
import { tasks } from './declaration.ts';
import { isAccepted } from './denied-interval.ts';
import { endDuties } from './expire.ts';
import { feeAt, intervalCount, taxOn, verifierFee } from './fees.ts';
import { pay, refund } from './money.ts';
import { rewardForced } from './reward-forced.ts';
import { enter, type OpenTask, params } from './store.ts';
import { isAccused, standing } from './verifiers.ts';

/** Hook: nobody challenged the task in time; everybody is paid and the model is proven. */
export function settle(context: Context, task: OpenTask): void {
  const { id, data } = task;
  const { spec, solver } = data;
  if (solver === undefined) return;
  // Who was called only because it is accused has no fee.
  const earners = standing(task).filter(({ account }) => !isAccused(task, account));
  rewardForced(context, task);
  const settings = params(context);
  let paid = pay(context, task, solver, feeAt(spec, data.price), 'Fee');
  for (const { account, verdict } of earners) {
    if (!isAccepted(data, verdict)) continue;
    paid += pay(context, task, account, verifierFee(spec, settings), 'VerifierFee');
  }
  pay(context, task, JACKPOT, taxOn(paid, settings), 'Tax');
  refund(context, task);
  endDuties(context, task, true);
  const stateRoot = checkpointOf(context, task, intervalCount(spec));
  const { root: programRoot, stateCount } = spec.program;
  const depth = depthOf(context, spec);
  tasks.storage.ProvenModels.put(context, id, { programRoot, stateRoot, stateCount, depth, solver });
  enter(context, task, 'Settled', 0);
  tasks.deposit(context, 'Settled', { task: id, solver, stateRoot });
}
