import type { DisputeContext } from '@plumbline/verification/pinpoint/message';
import type { Context } from '../../frame/context.ts';
import { system } from '../system/declaration.ts';

/** What every message of a dispute is bound to: the chain, the task and the dispute. */
export function messageContext(context: Context, dispute: number, task: number): DisputeContext {
  return { genesis: system.storage.BlockHash.get(context, 0), task, dispute };
}
