import type { Demand } from '@plumbline/runtime-types/domain/demand';
import type { Context } from '../../frame/context.ts';
import { release } from '../balances/holds.ts';
import { blockNumber } from '../system/block.ts';
import { faultProven } from '../tasks/after-dispute.ts';
import { changeTask, taskOf } from '../tasks/store.ts';
import { disputes } from './declaration.ts';
import { queueDemand } from './demand-deadline.ts';
import { CHECKED, settleDemand } from './demands.ts';

const { Demands } = disputes.storage;

/** Hook: what was demanded of a task and not supplied in time costs its Solver the stake, as silence in a dispute does. */
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
    const { status, attempt, progress } = taskOf(context, id);
    if (attempt === demanded.attempt && status.type === 'Disputed') {
      // The dispute may settle it; the Solver has the time to supply besides.
      const later = { ...demanded, deadline: queueDemand(context, id) };
      Demands.put(context, id, [...Demands.get(context, id), later]);
      continue;
    }
    release(context, disputes.holdReasons.Demand, demanded.who, demanded.fee);
    const isOwed = attempt === demanded.attempt && CHECKED.includes(status.type);
    if (isOwed && demanded.what.checkpoint < progress.checkpoints) withheld(context, id, demanded);
  }
}

function withheld(context: Context, id: number, { who, what }: Demand): void {
  disputes.deposit(context, 'Withheld', { task: id, who, what });
  changeTask(context, id, (task) =>
    faultProven(context, task, {
      interval: what.checkpoint,
      challenger: who,
      inWindow: false,
      silent: true,
      defender: undefined,
    }),
  );
}
