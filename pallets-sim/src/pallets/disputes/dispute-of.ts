import type { Dispute } from '@plumbline/runtime-types/domain/dispute';
import type { Context } from '../../frame/context.ts';
import { disputes } from './declaration.ts';

/** The dispute of this id that is being played; fails with `UnknownDispute`. */
export function disputeOf(context: Context, id: number): Dispute {
  const dispute = disputes.storage.Disputes.get(context, id);
  if (dispute === undefined) throw disputes.error('UnknownDispute');
  return dispute;
}
