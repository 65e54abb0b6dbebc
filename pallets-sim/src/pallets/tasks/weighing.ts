import { MAX_DRAWN_VERIFIERS } from '@plumbline/runtime-types/domain/limits';
import type { Context } from '../../frame/context.ts';
import { tasks } from './declaration.ts';
import { taskOf } from './store.ts';

/** Verifiers besides the first that can be heard at once, with as many Whistleblowers. */
export const MOST_CHECKERS = MAX_DRAWN_VERIFIERS - 1;

/** How many accounts a call may have paid or charged when it was the last that a task waited for. */
export function checkers(context: Context, id: number): number {
  return Math.min(tasks.storage.Tasks.get(context, id)?.served.length ?? 0, MOST_CHECKERS);
}

/** The same of a call after which the task may still wait for others, or for its Solver: then nobody was dealt with. */
export function checkersHeard(context: Context, id: number): number {
  const { status } = taskOf(context, id);
  return status.type === 'Revealing' || status.type === 'Unsealing' ? 0 : checkers(context, id);
}
