import type { RoleName } from '@plumbline/runtime-types/domain/roles';
import type { Context } from '../../frame/context.ts';
import { stakes } from '../stakes/declaration.ts';
import { takeOffline } from '../stakes/presence.ts';
import { tasks } from './declaration.ts';
import { slashStake, toJackpot } from './money.ts';
import type { OpenTask } from './store.ts';

/** Slashes an account that missed a deadline by the fixed amount, and takes it out of the draws. */
export function slashSilent(context: Context, task: OpenTask, role: RoleName, who: string): void {
  const { silenceSlash } = stakes.storage.Params.get(context);
  takeOffline(context, who, role);
  slashStake(context, task, role, who, 'Silence', [toJackpot(silenceSlash)]);
}

/** Whether an account could look at a task: at a private one only with the key, which its Submitter seals to it. */
export function couldLook(context: Context, { id, data }: OpenTask, who: string): boolean {
  return data.spec.sealed === undefined || tasks.storage.SealedKeys.has(context, id, who);
}
