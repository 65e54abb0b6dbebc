import type { SideName } from '@plumbline/runtime-types/domain/game';
import type { TallyDispute } from '@plumbline/runtime-types/domain/tally';
import type { Context } from '../../frame/context.ts';
import { release } from '../balances/holds.ts';
import { endProfiled, openProfiles } from '../tasks/conclude-profiles.ts';
import { canServe, noteServed } from '../tasks/draws.ts';
import { reconsiderProfiles } from '../tasks/profile.ts';
import { dropProfiler, slashProfiler } from '../tasks/profilers.ts';
import type { OpenTask } from '../tasks/store.ts';
import { disputes } from './declaration.ts';
import { loseBond } from './lose-bond.ts';

/**
 * A profiler that has lost a game about its own report is slashed, and counts no more. Those that found the same are
 * not: it may have lost on purpose, so each is denied by itself. Whoever denied in vain has lost its bond, and the
 * window begins anew, for others who may know better.
 */
export function endTally(context: Context, task: OpenTask, tally: TallyDispute, winner: SideName): void {
  const { id, data } = task;
  const { challenger, defender, bond } = tally;
  disputes.storage.Tallies.remove(context, id);
  disputes.deposit(context, 'TallyJudged', { task: id, winner: { type: winner } });
  if (winner === 'Challenger') {
    release(context, disputes.holdReasons.Bond, challenger, bond);
    slashProfiler(context, task, defender, challenger);
    dropProfiler(context, task, defender);
    disputes.deposit(context, 'ProfileRefuted', { task: id, who: challenger, profiler: defender });
    reconsiderProfiles(context, task);
    return;
  }
  loseBond(context, { task: id, challenger, defender, bond });
  if (data.profilers.some(({ account }) => account === challenger)) {
    dropProfiler(context, task, challenger);
    reconsiderProfiles(context, task);
    return;
  }
  if (challenger === data.submitter) {
    // It has had its say, and what stands takes its course; whoever knows better can deny an open task.
    endProfiled(context, task);
    return;
  }
  // Once an account: whoever has lost is bound to a role in which it denies no more.
  if (canServe(task, challenger)) noteServed(task, challenger, 'Whistleblower');
  openProfiles(context, task);
}
