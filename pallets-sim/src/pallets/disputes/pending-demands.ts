import type { Task } from '@plumbline/runtime-types/domain/task';
import type { Context } from '../../frame/context.ts';
import { disputes } from './declaration.ts';

/** Whether something of this attempt has still to be shown: until then nothing is settled. */
export function hasDemands(context: Context, id: number, { attempt }: Pick<Task, 'attempt'>): boolean {
  return disputes.storage.Demands.get(context, id).some((demand) => demand.attempt === attempt);
}
