import type { Program } from '@plumbline/verification/graph/types';
import { createTfjsExecutor } from '../backends/tfjs.ts';
import { createCanonicalExecutor } from '../execute/executor.ts';
import type { StepExecutor } from '../execute/step-executor.ts';
import type { Subject } from './subjects.ts';

/** Losses at the end of equal training, one for each seed. */
export interface Agreement {
  readonly canonical: readonly number[];
  readonly tfjs: readonly number[];
}

/** Mean loss of the last tenth of `steps`. */
function lossAfter(executor: StepExecutor, seed: Uint8Array, steps: number): number {
  executor.initialState(seed);
  const losses = Array.from({ length: steps }, (_, step) => executor.runStep(step));
  const last = losses.slice(-Math.ceil(steps / 10));
  return last.reduce((sum, loss) => sum + loss, 0) / last.length;
}

/** Trains the same steps of the same data from the same weights with the canonical kernels and with tfjs cpu. */
export async function agreement(
  { dataset, rows }: Subject,
  program: Program,
  seeds: number,
  steps: number,
): Promise<Agreement> {
  const [canonical, tfjs]: [number[], number[]] = [[], []];
  for (let i = 0; i < seeds; i++) {
    const seed = new Uint8Array(32).fill(i + 1);
    const options = { program, dataset, rows, seed };
    canonical.push(lossAfter(await createCanonicalExecutor(options), seed, steps));
    const other = await createTfjsExecutor({ ...options, backend: 'cpu' });
    tfjs.push(lossAfter(other, seed, steps));
    other.dispose();
  }
  return { canonical, tfjs };
}
