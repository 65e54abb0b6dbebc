import type { TaskStatusName } from '@plumbline/runtime-types/domain/task';
import type { Context } from '../../frame/context.ts';
import { attempt } from '../../frame/dispatch.ts';
import type { Hooks } from '../../frame/pallet.ts';
import { addWeights, type Weight, weightOf } from '../../frame/weight.ts';
import { hasDemands } from '../disputes/pending-demands.ts';
import { silentTally } from '../disputes/tally-turns.ts';
import { blockNumber } from '../system/block.ts';
import { endProfiled } from './conclude-profiles.ts';
import { tasks } from './declaration.ts';
import { stallOrLottery } from './designate.ts';
import { drawsWeight } from './draws.ts';
import { checkTasks } from './invariants.ts';
import { RETRY_BLOCKS, seekSolver } from './open.ts';
import { replaceSilentProfilers, seekProfilers } from './profile.ts';
import { settle } from './settle.ts';
import { stall } from './stall.ts';
import { changeTask, type OpenTask, setDeadline } from './store.ts';
import { sweep } from './sweep.ts';
import { stallOrSalt } from './train.ts';
import { unsealSilent } from './unseal.ts';
import { endCommitting, endRevealing, seekVerifiers } from './verify.ts';
import { checkers } from './weighing.ts';
import { WEIGHTS } from './weights.generated.ts';

const { Deadlines, Tasks } = tasks.storage;

export const hooks: Hooks = {
  onInitialize(context, block): Weight {
    const due = Deadlines.take(context, block);
    const woken = due.map((id) => {
      const isForced = Tasks.get(context, id)?.forced !== undefined;
      return (isForced ? WEIGHTS.wakeForced : WEIGHTS.wake)(checkers(context, id));
    });
    for (const id of due) {
      // One task that cannot go on must not stop the chain: it is tried again.
      if (!attempt(context, () => wake(context, id, block))) {
        changeTask(context, id, (task) => setDeadline(context, task, block + RETRY_BLOCKS));
      }
    }
    // The accounts that a draw looks at come on top.
    return addWeights(weightOf({ reads: 1, writes: 1 }), drawsWeight(due.length), ...woken);
  },
  onIdle: (context, _block, remaining) => sweep(context, remaining),
  tryState: checkTasks,
};

function wake(context: Context, id: number, block: number): void {
  changeTask(context, id, (task) => {
    if (task.data.deadline === block) OUTCOMES[task.data.status.type]?.(context, task);
  });
}

/** What follows when a status is over. Others are final, or with the disputes pallet, which has its own deadlines. */
const OUTCOMES: Partial<Record<TaskStatusName, (context: Context, task: OpenTask) => void>> = {
  Submitted: seekProfilers,
  Profiling: (context, task) =>
    task.data.searchUntil > 0 ? seekProfilers(context, task) : replaceSilentProfilers(context, task),
  Reporting: replaceSilentProfilers,
  Profiled: (context, task) => {
    if (!silentTally(context, task)) endProfiled(context, task);
  },
  Open: seekSolver,
  Assigned: stall,
  Training: stallOrSalt,
  Proved: stallOrLottery,
  Verifying: (context, task) =>
    task.data.searchUntil > 0 ? seekVerifiers(context, task) : endCommitting(context, task),
  Revealing: endRevealing,
  Unsealing: unsealSilent,
  Challengeable: (context, task) =>
    hasDemands(context, task.id, task.data)
      ? setDeadline(context, task, blockNumber(context) + RETRY_BLOCKS)
      : settle(context, task),
};
