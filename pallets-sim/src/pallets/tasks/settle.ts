import type { Context } from '../../frame/context.ts';
import { JACKPOT } from '../stakes/jackpot.ts';
import { depthOf } from './base.ts';
import { tasks } from './declaration.ts';
import { endDuties } from './expire.ts';
import { feeAt, intervalCount, taxOn, verifierFee } from './fees.ts';
import { pay, refund } from './money.ts';
import { enter, type OpenTask, params } from './store.ts';
import { checkpointOf } from './train.ts';
import { standing } from './verifiers.ts';

/** Hook: nobody challenged the task in time; everybody is paid and the model is proven. */
export function settle(context: Context, task: OpenTask): void {
  const { id, data } = task;
  const { spec, solver } = data;
  if (solver === undefined) return;
  const settings = params(context);
  let paid = pay(context, task, solver, feeAt(spec, data.price), 'Fee');
  for (const { account, verdict } of standing(task)) {
    if (verdict?.type !== 'Accept') continue;
    paid += pay(context, task, account, verifierFee(spec, settings), 'VerifierFee');
  }
  pay(context, task, JACKPOT, taxOn(paid, settings), 'Tax');
  refund(context, task);
  endDuties(context, task, true);
  const stateRoot = checkpointOf(context, id, intervalCount(spec));
  const { root: programRoot, stateCount } = spec.program;
  const depth = depthOf(context, spec);
  tasks.storage.ProvenModels.put(context, id, { programRoot, stateRoot, stateCount, depth, solver });
  enter(context, task, 'Settled', 0);
  tasks.deposit(context, 'Settled', { task: id, solver, stateRoot });
}
