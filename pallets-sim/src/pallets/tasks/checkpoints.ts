import type { RootPair } from '@plumbline/runtime-types/domain/task';
import type { PositionName } from '@plumbline/verification/forced/lottery';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import type { Context } from '../../frame/context.ts';
import { tasks } from './declaration.ts';
import type { OpenTask } from './store.ts';

const { Checkpoints } = tasks.storage;

export function putCheckpoint(context: Context, id: number, index: number, roots: RootPair): void {
  Checkpoints.put(context, id, index, roots);
}

/** Both roots of a checkpoint of the attempt; fails with `CheckpointsMissing`. */
export function checkpointPair(context: Context, id: number, index: number): RootPair {
  const roots = Checkpoints.get(context, id, index);
  if (roots === undefined) throw tasks.error('CheckpointsMissing');
  return roots;
}

export function rootAt(roots: RootPair, position: PositionName): Hash {
  return position === 'First' ? roots.first : roots.second;
}

/** The root of a checkpoint that the Solver stands for; fails with `NotDesignated` before it has said which. */
export function checkpointOf(context: Context, { id, data }: OpenTask, index: number): Hash {
  const position = data.seal?.designated?.type;
  if (position === undefined) throw tasks.error('NotDesignated');
  return rootAt(checkpointPair(context, id, index), position);
}
