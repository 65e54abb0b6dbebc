import type { Context } from '../../frame/context.ts';
import { tasks } from './declaration.ts';
import { isOver, taskOf } from './store.ts';

/**
 * The Submitter hands the key of a private task to somebody drawn for it, sealed to the key that this account has
 * published. What is in the box only the two know; the chain keeps it until the task is over, one for each account.
 */
export function sealKey(context: Context, submitter: string, id: number, who: string, box: Uint8Array): void {
  const { spec, served, status, submitter: owner } = taskOf(context, id);
  tasks.ensure(owner === submitter, 'NotSubmitter');
  tasks.ensure(spec.sealed !== undefined, 'NotPrivate');
  tasks.ensure(!isOver(status.type), 'TaskOver');
  tasks.ensure(
    served.some(({ account }) => account === who),
    'NotServing',
  );
  tasks.storage.SealedKeys.put(context, id, who, box);
  tasks.deposit(context, 'KeySealed', { task: id, who });
}
