import type { Demand } from '@plumbline/runtime-types/domain/demand';
import type { Context } from '../../frame/context.ts';
import type { OpenTask } from '../tasks/store.ts';
import { disputes } from './declaration.ts';
import { queueDemand } from './demand-deadline.ts';

const { Demands } = disputes.storage;

/** Notes what has to be shown; returns the last block in which it can be. */
export function putDemand(
  context: Context,
  { id, data: { attempt } }: OpenTask,
  { who, what, fee }: Pick<Demand, 'who' | 'what' | 'fee'>,
): number {
  const deadline = queueDemand(context, id);
  Demands.put(context, id, [...Demands.get(context, id), { who, what, attempt, fee, deadline }]);
  disputes.deposit(context, 'Demanded', { task: id, who, what, deadline });
  return deadline;
}
