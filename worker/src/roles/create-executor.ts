import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { createCanonicalExecutor } from '../training/execute/executor.ts';
import { startNodeThread } from '../training/execute/node-thread.ts';
import type { Executor } from './executor.ts';
import type { Files } from './task-files.ts';

export interface TaskExecutor extends Executor {
  /** Ends its threads, if it has several. */
  close(): Promise<void>;
}

/** An executor of a task's program on its dataset, under the seed of one attempt. */
export async function createExecutor(
  files: Files,
  spec: TaskSpec,
  seed: Hash,
  threads = 1,
): Promise<TaskExecutor> {
  const { program, dataset, base } = files;
  const { rows } = spec.dataset;
  const options = { program, dataset, rows, seed, threads, startThread: startNodeThread };
  const canonical = await createCanonicalExecutor(options);
  return {
    close: () => canonical.close(),
    reset: () => (base === undefined ? canonical.initialState(seed) : canonical.load(base)),
    load: (state) => canonical.load(state),
    state: (into) => canonical.state(into),
    tensorRoots: () => canonical.tensorRoots(),
    stateRoot: () => canonical.stateRoot(),
    runStep: (step, onNode) => canonical.runStep(step, onNode === undefined ? {} : { onNode }),
  };
}
