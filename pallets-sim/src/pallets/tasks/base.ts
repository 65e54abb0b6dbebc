import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { sameHash } from '@plumbline/verification/hash/hex';
import type { Context } from '../../frame/context.ts';
import { tasks } from './declaration.ts';
import { intervalCount } from './fees.ts';
import { params } from './store.ts';

const { ProvenModels } = tasks.storage;

/** How many models a task is built on, one on the other. */
export function depthOf(context: Context, { base }: TaskSpec): number {
  return base === undefined ? 0 : (ProvenModels.get(context, base)?.depth ?? 0) + 1;
}

/**
 * Fails when the base of a task is not proven, has another number of state tensors, or stands on as many as may be.
 * What the tensors are, only programs say: the profilers find a base that does not fit.
 */
export function ensureBase(context: Context, { base, program }: TaskSpec): void {
  if (base === undefined) return;
  const model = ProvenModels.get(context, base);
  if (model === undefined) throw tasks.error('BaseNotProven');
  tasks.ensure(model.stateCount === program.stateCount, 'BaseDoesNotFit');
  tasks.ensure(model.depth < params(context).maxDepth, 'BaseTooDeep');
}

/** Whether a state root may be `C_0`: on a base the chain knows which it is, otherwise a dispute would show. */
export function mayBegin(context: Context, { base }: TaskSpec, root: Hash): boolean {
  if (base === undefined) return true;
  const model = ProvenModels.get(context, base);
  return model !== undefined && sameHash(model.stateRoot, root);
}

/** Whether an interval can be denied. One past the last stands for the initial state, which on a base is settled. */
export function isDeniable(spec: TaskSpec, interval: number): boolean {
  const count = intervalCount(spec);
  return interval < count || (interval === count && spec.base === undefined);
}
