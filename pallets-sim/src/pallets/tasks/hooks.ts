import type { TaskStatusName } from '@plumbline/runtime-types/domain/task';
import type { Context } from '../../frame/context.ts';
import { attempt } from '../../frame/dispatch.ts';
import { fitting } from '../../frame/fitting.ts';
import type { Hooks } from '../../frame/pallet.ts';
import { addWeights, scaleWeight, subtractWeight, type Weight, weightOf } from '../../frame/weight.ts';
import { hasDemands } from '../disputes/pending-demands.ts';
import { silentTally } from '../disputes/tally-turns.ts';
import { blockNumber } from '../system/block.ts';
import { endProfiled } from './conclude-profiles.ts';
import { tasks } from './declaration.ts';
import { stallOrLottery } from './designate.ts';
import { DRAWS, EACH_DRAW, PUT_OFF, TASKS_LIMIT } from './hook-limit.ts';
import { checkTasks } from './invariants.ts';
import { RETRY_BLOCKS, seekSolver } from './open.ts';
import { replaceSilentProfilers, seekProfilers } from './profile.ts';
import { settle } from './settle.ts';
import { stall } from './stall.ts';
import { changeTask, type OpenTask, putOff, setDeadline } from './store.ts';
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
    const look = weightOf({ reads: 1, writes: 1 });
    if (due.length === 0) return look;
    const fixed = addWeights(look, DRAWS);
    const weights = due.map((id) => wakeWeight(context, id));
    const now = fitting(weights, subtractWeight(TASKS_LIMIT, fixed), PUT_OFF);
    for (const id of due.slice(0, now)) {
      // One task that cannot go on must not stop the chain: it is tried again.
      if (!attempt(context, () => wake(context, id, block))) {
        changeTask(context, id, (task) => setDeadline(context, task, block + RETRY_BLOCKS));
      }
    }
    for (const id of due.slice(now).reverse()) putOff(context, id, block);
    return addWeights(fixed, ...weights.slice(0, now), scaleWeight(PUT_OFF, due.length - now));
  },
  onIdle: (context, _block, remaining) => sweep(context, remaining),
  tryState: checkTasks,
};

/** What it takes at most to wake a task, with the draw that may follow. */
function wakeWeight(context: Context, id: number): Weight {
  const isForced = Tasks.get(context, id)?.forced !== undefined;
  return addWeights((isForced ? WEIGHTS.wakeForced : WEIGHTS.wake)(checkers(context, id)), EACH_DRAW);
}

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
