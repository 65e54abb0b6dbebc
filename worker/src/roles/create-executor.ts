import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { createCanonicalExecutor } from '../training/execute/executor.ts';
import type { Executor } from './executor.ts';
import type { Files } from './task-files.ts';

/** An executor of a task's program on its dataset, under the seed of one attempt. */
export async function createExecutor(files: Files, spec: TaskSpec, seed: Hash): Promise<Executor> {
  const { program, dataset, base } = files;
  const canonical = await createCanonicalExecutor({ program, dataset, rows: spec.dataset.rows, seed });
  return {
    reset: () => (base === undefined ? canonical.initialState(seed) : canonical.load(base)),
    load: (state) => canonical.load(state),
    state: () => canonical.state(),
    tensorRoots: () => canonical.tensorRoots(),
    stateRoot: () => canonical.stateRoot(),
    runStep: (step, onNode) => canonical.runStep(step, onNode === undefined ? {} : { onNode }),
  };
}
