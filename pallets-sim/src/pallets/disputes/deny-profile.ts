import type { ProfileReport } from '@plumbline/runtime-types/domain/task';
import { decidingProfilers, foundSame, standingReport } from '@plumbline/verification/profiling/standing';
import { isTallyClaim, TALLY_OPENING } from '@plumbline/verification/profiling/tally-game';
import type { Context } from '../../frame/context.ts';
import { hold } from '../balances/holds.ts';
import { endDuty } from '../stakes/duties.ts';
import { minimumStake, registrationOf } from '../stakes/registry.ts';
import { canServe, roleOn } from '../tasks/draws.ts';
import { areProfilersBound, reportsOf } from '../tasks/profilers.ts';
import { changeTask, enter, type OpenTask } from '../tasks/store.ts';
import { disputes } from './declaration.ts';
import { isTallied, tallyDeadline } from './tally-turns.ts';

const { Tallies, Params } = disputes.storage;

/**
 * Somebody denies, for a bond, what the profilers of a task say that its program takes. One of them defends it, in a
 * game about the running sum over the program's records. A Solver that was drawn is free of the task by that.
 */
export function denyProfile(context: Context, who: string, id: number): void {
  changeTask(context, id, (task) => {
    const { data } = task;
    const isOpen = ['Profiled', 'Open', 'Assigned'].includes(data.status.type);
    disputes.ensure(isOpen && areProfilersBound(task) && !isTallied(context, id), 'NotDeniable');
    const claim = standingReport(reportsOf(task));
    if (claim === undefined || !isTallyClaim(claim)) throw disputes.error('NothingToDeny');
    disputes.ensure(mayDeny(context, task, who, claim), 'MayNotDeny');
    const defender = decidingProfilers(task.data).find(
      ({ account, report }) => account !== who && report !== undefined && foundSame(report, claim),
    )?.account;
    if (defender === undefined) throw disputes.error('NothingToDeny');
    const { bond } = Params.get(context);
    hold(context, disputes.holdReasons.Bond, who, bond);
    if (data.solver !== undefined) endDuty(context, 'Solver', data.solver, false);
    data.solver = undefined;
    data.seed = undefined;
    data.searchUntil = 0;
    Tallies.put(context, id, { challenger: who, defender, phase: TALLY_OPENING, bond });
    enter(context, task, 'Profiled', tallyDeadline(context));
    disputes.deposit(context, 'Denied', { task: id, who, defender });
  });
}

/**
 * The Solver that was drawn; before that, profilers that found something else, the Submitter, and Whistleblowers with
 * no other part in the task. Nobody who has lost such a game about it.
 */
function mayDeny(context: Context, task: OpenTask, who: string, claim: ProfileReport): boolean {
  const { status, solver, submitter, profilers } = task.data;
  if (status.type === 'Assigned') return who === solver;
  const own = profilers.find(({ account }) => account === who)?.report;
  if (own !== undefined) return !foundSame(own, claim);
  if (roleOn(task, who) !== undefined || !canServe(task, who)) return false;
  if (who === submitter) return status.type === 'Profiled';
  const stake = registrationOf(context, 'Whistleblower', who)?.stake ?? 0n;
  return stake > 0n && stake >= minimumStake(context, 'Whistleblower');
}
