import type { Demand } from '@plumbline/runtime-types/domain/demand';
import type { Task } from '@plumbline/runtime-types/domain/task';
import type { Context } from '../../frame/context.ts';
import { release } from '../balances/holds.ts';
import { blockNumber } from '../system/block.ts';
import { faultProven } from '../tasks/after-dispute.ts';
import { reject } from '../tasks/conclude-profiles.ts';
import { releaseSolver } from '../tasks/release-solver.ts';
import { changeTask, taskOf } from '../tasks/store.ts';
import { disputes } from './declaration.ts';
import { queueDemand } from './demand-deadline.ts';
import { CHECKED, settleDemand } from './demands.ts';
import { isTallied } from './tally-turns.ts';
import { UNSTARTED } from './unstarted.ts';

const { Demands, Params } = disputes.storage;

/**
 * Hook: what was demanded of a task and not supplied in time costs its Solver the stake, as silence in a dispute does.
 * Before a Solver has started it is the Submitter who owes the files: then the task is rejected.
 */
export function wakeDemands(context: Context, id: number): void {
  const now = blockNumber(context);
  const isDue = ({ deadline }: Demand): boolean => deadline < now;
  for (
    let demanded = Demands.get(context, id).find(isDue);
    demanded !== undefined;
    // One that was withheld may have ended the task, and with it all other demands.
    demanded = Demands.get(context, id).find(isDue)
  ) {
    settleDemand(context, id, demanded);
    const data = taskOf(context, id);
    const { status, attempt } = data;
    const isPlayed = status.type === 'Disputed' || isTallied(context, id);
    if (attempt === demanded.attempt && isPlayed) {
      // What is played may settle it; there is time to supply besides.
      const later = { ...demanded, deadline: queueDemand(context, id) };
      Demands.put(context, id, [...Demands.get(context, id), later]);
      continue;
    }
    if (demanded.fee > 0n) release(context, disputes.holdReasons.Demand, demanded.who, demanded.fee);
    if (isOwed(data, demanded)) withheld(context, id, demanded);
  }
}

/** Nothing of an attempt that is over is owed, nor files that were demanded before a Solver of the attempt started. */
function isOwed({ attempt, status, progress }: Task, { attempt: of, what }: Demand): boolean {
  if (attempt !== of) return false;
  const isChecked = CHECKED.includes(status.type);
  if (what.type === 'State') return isChecked && what.value.checkpoint < progress.checkpoints;
  return isChecked || UNSTARTED.includes(status.type);
}

function withheld(context: Context, id: number, { who, what }: Demand): void {
  disputes.deposit(context, 'Withheld', { task: id, who, what });
  changeTask(context, id, (task) => {
    if (UNSTARTED.includes(task.data.status.type)) {
      releaseSolver(context, task, Params.get(context).moveBlocks);
      reject(context, task, { type: 'Unavailable' }, true);
      return;
    }
    faultProven(context, task, {
      interval: what.type === 'State' ? what.value.checkpoint : 0,
      challenger: who,
      inWindow: false,
      silent: true,
      defender: undefined,
    });
  });
}
