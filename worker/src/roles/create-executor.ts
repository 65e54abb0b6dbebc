import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import { stateRoot } from '@plumbline/verification/trace/state';
import type { TfjsBackendName } from '../training/backends/load.ts';
import { createCanonicalExecutor } from '../training/execute/executor.ts';
import { startNodeThread } from '../training/execute/node-thread.ts';
import type { Executor } from './executor.ts';
import type { Files } from './task-files.ts';
import type { WorkerBackend } from './worker-backend.ts';

export interface TaskExecutor extends Executor {
  /** Ends its threads, if it has several, and lets go of its tensors. */
  close(): Promise<void>;
}

export interface HowToExecute {
  /** Of the canonical operators, 1 when absent. */
  readonly threads?: number;
  /** `canonical` when absent. */
  readonly backend?: WorkerBackend;
}

/**
 * An executor of a task's program on its dataset, under the seed of one attempt. Throws `BackendMissing` for a backend
 * that is not installed.
 */
export async function createExecutor(
  files: Files,
  spec: TaskSpec,
  seed: Hash,
  { threads = 1, backend = 'canonical' }: HowToExecute = {},
): Promise<TaskExecutor> {
  if (backend !== 'canonical') return createOnTfjs(files, spec, seed, backend);
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

async function createOnTfjs(
  { program, dataset, base }: Files,
  spec: TaskSpec,
  seed: Hash,
  backend: TfjsBackendName,
): Promise<TaskExecutor> {
  const { createTfjsExecutor } = await import('../training/backends/tfjs.ts');
  const { rows } = spec.dataset;
  const tfjs = await createTfjsExecutor({ program, dataset, rows, seed, backend });
  const tensorRoots = (): Hash[] => tfjs.state().map((bytes) => blobRoot(bytes));
  return {
    close: async () => tfjs.dispose(),
    reset: () => (base === undefined ? tfjs.initialState(seed) : tfjs.load(base)),
    load: (state) => tfjs.load(state),
    state: () => tfjs.state(),
    tensorRoots,
    stateRoot: () => stateRoot(tensorRoots()),
    runStep: (step, onNode) => tfjs.runStep(step, onNode),
  };
}
