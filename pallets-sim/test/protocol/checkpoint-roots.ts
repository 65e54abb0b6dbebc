import type { RootPair, Task } from '@plumbline/runtime-types/domain/task';
import { rightPosition } from '@plumbline/verification/forced/lottery';
import { proofRoot } from '@plumbline/verification/trace/state';
import { SECRET } from './cast.ts';
import type { TinyTraining } from './tiny-training.ts';

/** The roots of a proof, from those of its checkpoints. */
export function proofRoots(pairs: readonly RootPair[]): RootPair {
  return {
    first: proofRoot(pairs.map(({ first }) => first)),
    second: proofRoot(pairs.map(({ second }) => second)),
  };
}

/** Both roots of a checkpoint, in the order that the secret says. */
export function pairOf({ spec, seal }: Task, training: TinyTraining, checkpoint: number): RootPair {
  const steps = checkpoint * spec.checkpointEvery;
  const right = training.rootAfter(steps);
  const altered = checkpoint === 0 ? right : training.alteredRoot(steps, checkpoint, SECRET, seal!.salt!);
  return rightPosition(SECRET) === 'First'
    ? { first: right, second: altered }
    : { first: altered, second: right };
}
