import type { StateBytes } from '@plumbline/verification/forced/altered-state';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { sameHash } from '@plumbline/verification/hash/hex';
import { stateRoot } from '@plumbline/verification/trace/state';
import type { Course } from './course.ts';
import { RoleError } from './errors.ts';
import { breathe, type Executor } from './executor.ts';

export interface StateAgainOptions {
  readonly task: number;
  /** What was committed to: `C_0 …`. */
  readonly checkpoints: readonly { readonly root: Hash }[];
  readonly checkpointEvery: number;
  readonly executor: Executor;
  readonly course: Course;
  /** Takes each checkpoint that is made on the way, the last one too. */
  readonly keep: (state: StateBytes, roots: readonly Hash[]) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * The state of a checkpoint, made by replay from an earlier one, or from the seed when there is none. Throws
 * `NotRepeatable` where it comes to another state than was committed to.
 */
export async function stateAgain(
  options: StateAgainOptions,
  from: { readonly index: number; readonly state: StateBytes } | undefined,
  checkpoint: number,
): Promise<StateBytes> {
  const { checkpointEvery, executor, course, keep, signal } = options;
  if (from !== undefined) executor.load(from.state);
  else {
    executor.reset();
    await keep(executor.state(), checkedRoots(options, 0));
  }
  for (let at = from?.index ?? 0; at < checkpoint; at++) {
    for (let step = at * checkpointEvery; step < (at + 1) * checkpointEvery; step++) {
      await breathe(signal);
      course.advance(executor, step);
    }
    await keep(executor.state(), checkedRoots(options, at + 1));
  }
  return executor.state();
}

function checkedRoots({ task, checkpoints, executor }: StateAgainOptions, checkpoint: number): Hash[] {
  const roots = executor.tensorRoots();
  const committed = checkpoints[checkpoint]?.root;
  if (committed !== undefined && sameHash(stateRoot(roots), committed)) return roots;
  throw new RoleError(
    'NotRepeatable',
    `checkpoint ${checkpoint} of task ${task} comes out otherwise than when it was trained, so it cannot be made again: ` +
      'use a backend that repeats itself, or set its deterministic algorithms',
  );
}
