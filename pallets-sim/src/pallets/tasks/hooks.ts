import type { TaskStatusName } from '@plumbline/runtime-types/domain/task';
import { type Context, transactional } from '../../frame/context.ts';
import type { Hooks } from '../../frame/pallet.ts';
import { addWeights, type Weight, weightOf } from '../../frame/weight.ts';
import { tasks } from './declaration.ts';
import { seekSolver } from './open.ts';
import { replaceProfiler, seekProfiler } from './profile.ts';
import { settle } from './settle.ts';
import { changeTask, type OpenTask } from './store.ts';
import { stall } from './train.ts';
import { replaceSilent, seekVerifiers } from './verify.ts';

const { Deadlines } = tasks.storage;

/** Reads and writes of one task that is woken, a draw among as many accounts as a role can have included. */
const WAKE_WEIGHT = weightOf({ reads: 300, writes: 30, compute: 500_000_000n });

export const hooks: Hooks = {
  onInitialize(context, block): Weight {
    const due = Deadlines.take(context, block);
    for (const id of due) {
      transactional(context, () =>
        changeTask(context, id, (task) => {
          // Entries of deadlines that were pushed stay behind; the task knows its own.
          if (task.data.deadline === block) OUTCOMES[task.data.status.type]?.(context, task);
        }),
      );
    }
    return addWeights(weightOf({ reads: 1, writes: 1 }), ...due.map(() => WAKE_WEIGHT));
  },
};

/** What follows when a status is over. Others are final, or with the disputes pallet, which has its own deadlines. */
const OUTCOMES: Partial<Record<TaskStatusName, (context: Context, task: OpenTask) => void>> = {
  Submitted: seekProfiler,
  Profiling: replaceProfiler,
  Open: seekSolver,
  Assigned: stall,
  Training: stall,
  Verifying: (context, task) =>
    task.data.searchUntil > 0 ? seekVerifiers(context, task) : replaceSilent(context, task),
  Revealing: replaceSilent,
  Challengeable: settle,
};
