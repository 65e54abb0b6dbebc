import type { Context } from '../../frame/context.ts';
import { reopen } from './open.ts';
import { slashSilent } from './silence.ts';
import type { OpenTask } from './store.ts';

/** Hook: the Solver was silent for too long. */
export function stall(context: Context, task: OpenTask): void {
  const { solver } = task.data;
  if (solver !== undefined) slashSilent(context, task, 'Solver', solver);
  reopen(context, task);
}
