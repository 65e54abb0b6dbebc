import type { CommittedLeaf, Demand, LeafOpening } from '@plumbline/runtime-types/domain/demand';
import { MAX_DEMANDS } from '@plumbline/runtime-types/domain/limits';
import type { TaskStatusName } from '@plumbline/runtime-types/domain/task';
import { checkCommittedLeaf } from '@plumbline/verification/pinpoint/committed-leaf';
import type { Context } from '../../frame/context.ts';
import { hold, transferOnHold } from '../balances/holds.ts';
import { minimumStake, registrationOf } from '../stakes/registry.ts';
import { checkpointOf } from '../tasks/checkpoints.ts';
import { roleOn } from '../tasks/draws.ts';
import { changeTask, type OpenTask, setDeadline, taskOf, params as tasksParams } from '../tasks/store.ts';
import { standing } from '../tasks/verifiers.ts';
import { disputes } from './declaration.ts';
import { leaveDemand, queueDemand } from './demand-deadline.ts';
import { gameFacts } from './facts.ts';
import { legal } from './play.ts';

const { Demands, Params } = disputes.storage;
const { Demand: Fee } = disputes.holdReasons;

/** A demand costs this part of a bond: more than the call that supplies it. */
const FEE_PER_BOND = 100n;

/** While the work is looked at. */
export const CHECKED: readonly TaskStatusName[] = ['Verifying', 'Revealing', 'Unsealing', 'Challengeable'];

/** Somebody who checks a task has one leaf of its committed states shown on chain. */
export function demand(context: Context, who: string, id: number, what: CommittedLeaf): void {
  changeTask(context, id, (task) => {
    const { data } = task;
    disputes.ensure(CHECKED.includes(data.status.type), 'NotChecked');
    disputes.ensure(mayDemand(context, task, who), 'MayNotDemand');
    const exists = what.checkpoint < data.progress.checkpoints && what.tensor < data.spec.program.stateCount;
    disputes.ensure(exists, 'OutOfRange');
    const open = Demands.get(context, id);
    disputes.ensure(open.length < MAX_DEMANDS, 'TooManyDemands');
    disputes.ensure(!open.some((other) => isOf(other, data.attempt, what)), 'DemandedAlready');
    const fee = Params.get(context).bond / FEE_PER_BOND;
    hold(context, Fee, who, fee);
    const deadline = queueDemand(context, id);
    Demands.put(context, id, [...open, { who, what, attempt: data.attempt, fee, deadline }]);
    // Whoever demands must have the time to act on what is shown.
    const until = deadline + tasksParams(context).challengePeriod;
    if (data.status.type === 'Challengeable' && data.deadline < until) setDeadline(context, task, until);
    disputes.deposit(context, 'Demanded', { task: id, who, what, deadline });
  });
}

/** Drawn Verifiers of the attempt, and Whistleblowers with something at stake and no other part in the task. */
function mayDemand(context: Context, task: OpenTask, who: string): boolean {
  if (standing(task).some(({ account }) => account === who)) return true;
  const role = roleOn(task, who);
  const free = who !== task.data.submitter && (role === undefined || role === 'Whistleblower');
  const stake = registrationOf(context, 'Whistleblower', who)?.stake ?? 0n;
  return free && stake > 0n && stake >= minimumStake(context, 'Whistleblower');
}

function isOf({ what, attempt }: Demand, now: number, wanted: CommittedLeaf): boolean {
  const { checkpoint, tensor, leaf } = wanted;
  return attempt === now && what.checkpoint === checkpoint && what.tensor === tensor && what.leaf === leaf;
}

/** The Solver shows the leaf and has the fee; anybody may do it in its place. */
export function supply(
  context: Context,
  who: string,
  id: number,
  what: CommittedLeaf,
  opening: LeafOpening,
): void {
  const data = taskOf(context, id);
  const open = Demands.get(context, id);
  const demanded = open.find((other) => isOf(other, data.attempt, what));
  if (demanded === undefined) throw disputes.error('NotDemanded');
  const root = checkpointOf(context, { id, data }, what.checkpoint);
  legal(() => checkCommittedLeaf(gameFacts(data), root, what, opening));
  transferOnHold(context, Fee, demanded.who, who, demanded.fee);
  settleDemand(context, id, demanded);
  disputes.deposit(context, 'Supplied', { task: id, who, what });
}

/** Takes a demand off the list of its task; its fee is the caller's to pay out. */
export function settleDemand(context: Context, id: number, demanded: Demand): void {
  const others = Demands.get(context, id).filter(({ what, attempt }) => !isOf(demanded, attempt, what));
  if (others.length > 0) Demands.put(context, id, others);
  else Demands.remove(context, id);
  leaveDemand(context, id, demanded.deadline);
}
