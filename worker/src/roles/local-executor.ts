import type { Hash } from '@plumbline/verification/hash/blake2b';
import { createCanonicalExecutor } from '../training/execute/executor.ts';
import type { Recipe } from '../training/recipes.ts';
import { WORKER_BACKENDS, type WorkerBackend } from './worker-backend.ts';

/** What a recipe can be trained on without a chain. */
export const LOCAL_BACKENDS = WORKER_BACKENDS;
export type LocalBackend = WorkerBackend;

/** Trains on this machine alone. */
export interface LocalExecutor {
  runStep(step: number): number | Promise<number>;
  state(): Uint8Array[] | Promise<Uint8Array[]>;
}

/** An executor at the initial state of a recipe under a seed. Throws `BackendMissing` with what to do about it. */
export async function createLocalExecutor(
  backend: LocalBackend,
  recipe: Recipe,
  seed: Hash,
): Promise<LocalExecutor> {
  const { program, dataset, rows } = recipe;
  const options = { program, dataset, rows, seed };
  const executor =
    backend === 'canonical'
      ? await createCanonicalExecutor(options)
      : await (await import('../training/backends/tfjs.ts')).createTfjsExecutor({ ...options, backend });
  executor.initialState(seed);
  return executor;
}
