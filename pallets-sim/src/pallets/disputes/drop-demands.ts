import type { Context } from '../../frame/context.ts';
import { release } from '../balances/holds.ts';
import { disputes } from './declaration.ts';
import { leaveDemand } from './demand-deadline.ts';

/** The task is over and owes nobody anything: fees return to those that demanded. */
export function dropDemands(context: Context, id: number): void {
  const demands = disputes.storage.Demands.take(context, id);
  for (const { who, fee, deadline } of demands) {
    leaveDemand(context, id, deadline);
    if (fee > 0n) release(context, disputes.holdReasons.Demand, who, fee);
  }
}
