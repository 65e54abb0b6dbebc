import {
  type Demand,
  type DemandedLeaf,
  demandedLeaf,
  type SuppliedLeaf,
} from '@plumbline/runtime-types/domain/demand';
import { MAX_DEMANDS } from '@plumbline/runtime-types/domain/limits';
import type { Task, TaskStatusName } from '@plumbline/runtime-types/domain/task';
import { sameHash } from '@plumbline/verification/hash/hex';
import { leafCount } from '@plumbline/verification/merkle/blob';
import type { Context } from '../../frame/context.ts';
import { hold, transferOnHold } from '../balances/holds.ts';
import { minimumStake, registrationOf } from '../stakes/registry.ts';
import { blockNumber } from '../system/block.ts';
import { roleOn } from '../tasks/draws.ts';
import { lookAgain } from '../tasks/profile.ts';
import { changeTask, type OpenTask } from '../tasks/store.ts';
import { standing } from '../tasks/verifiers.ts';
import { isAskedForFiles } from './ask-for-files.ts';
import { disputes } from './declaration.ts';
import { leaveDemand } from './demand-deadline.ts';
import { hasDemands } from './pending-demands.ts';
import { legal } from './play.ts';
import { putDemand } from './put-demand.ts';
import { checkShown, servedFile } from './shown-leaf.ts';
import { leaveTimeToAct } from './time-to-act.ts';
import { UNSTARTED } from './unstarted.ts';

const { Demands, Params } = disputes.storage;
const { Demand: Fee } = disputes.holdReasons;

/** A demand costs this part of a bond: more than the call that supplies it. */
const FEE_PER_BOND = 100n;

/** While the work is looked at. */
export const CHECKED: readonly TaskStatusName[] = ['Verifying', 'Revealing', 'Unsealing', 'Challengeable'];

/**
 * Somebody who checks a task has one leaf of its committed states or its files shown on chain, or somebody who is to
 * look it over or to train it one of its files.
 */
export function demand(context: Context, who: string, id: number, what: DemandedLeaf): void {
  changeTask(context, id, (task) => {
    const { data } = task;
    if (what.type === 'State' || !UNSTARTED.includes(data.status.type)) {
      disputes.ensure(CHECKED.includes(data.status.type), 'NotChecked');
      disputes.ensure(mayDemand(context, task, who), 'MayNotDemand');
    } else disputes.ensure(mayAskForFiles(task, who), 'MayNotDemand');
    disputes.ensure(exists(data, what), 'OutOfRange');
    const open = Demands.get(context, id);
    disputes.ensure(open.length < MAX_DEMANDS, 'TooManyDemands');
    disputes.ensure(!open.some((other) => isOf(other, data.attempt, what)), 'DemandedAlready');
    const fee = Params.get(context).bond / FEE_PER_BOND;
    hold(context, Fee, who, fee);
    const deadline = putDemand(context, task, { who, what, fee });
    leaveTimeToAct(context, task, deadline);
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

/** Profilers that have not committed yet, and the Solver that was drawn. */
function mayAskForFiles({ data }: OpenTask, who: string): boolean {
  if (data.status.type === 'Assigned') return who === data.solver;
  const mine = data.profilers.find(({ account }) => account === who);
  return data.status.type === 'Profiling' && mine !== undefined && mine.commitment === undefined;
}

function exists({ progress, spec }: Task, what: DemandedLeaf): boolean {
  if (what.type !== 'State') return what.value.leaf < leafCount(Number(servedFile(spec, what.type).bytes));
  return what.value.checkpoint < progress.checkpoints && what.value.tensor < spec.program.stateCount;
}

function isOf({ what, attempt }: Demand, now: number, wanted: DemandedLeaf): boolean {
  return attempt === now && sameHash(demandedLeaf.codec.enc(what), demandedLeaf.codec.enc(wanted));
}

/** Whoever owes a leaf shows it and has the fee; anybody may do it in its place. */
export function supply(
  context: Context,
  who: string,
  id: number,
  what: DemandedLeaf,
  shown: SuppliedLeaf,
): void {
  changeTask(context, id, (task) => {
    const demanded = Demands.get(context, id).find((other) => isOf(other, task.data.attempt, what));
    if (demanded === undefined) throw disputes.error('NotDemanded');
    legal(() => checkShown(context, task, what, shown));
    if (demanded.fee > 0n) transferOnHold(context, Fee, demanded.who, who, demanded.fee);
    settleDemand(context, id, demanded);
    // Its deadline may have been put off, by a dispute or for want of room.
    leaveTimeToAct(context, task, blockNumber(context));
    disputes.deposit(context, 'Supplied', { task: id, who, what });
    if (isAskedForFiles(task) && !hasDemands(context, id, task.data)) lookAgain(context, task);
  });
}

/** Takes a demand off the list of its task; its fee is the caller's to pay out. */
export function settleDemand(context: Context, id: number, demanded: Demand): void {
  const others = Demands.get(context, id).filter(({ what, attempt }) => !isOf(demanded, attempt, what));
  if (others.length > 0) Demands.put(context, id, others);
  else Demands.remove(context, id);
  leaveDemand(context, id, demanded.deadline);
}
