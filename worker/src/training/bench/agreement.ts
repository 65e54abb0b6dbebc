import type { Program } from '@plumbline/verification/graph/types';
import { metrics } from '@tensorflow/tfjs-layers';
import { createTfjsExecutor } from '../backends/tfjs.ts';
import { prepareEvaluation } from '../evaluate.ts';
import { createCanonicalExecutor } from '../execute/executor.ts';
import type { StepExecutor } from '../execute/step-executor.ts';
import type { Subject } from './subjects.ts';

/** What a training has come to: the mean loss of its last tenth, and on how many examples it is right afterwards. */
export interface Learned {
  readonly loss: number;
  readonly accuracy: number;
}

/** The ends of equal trainings, one for each seed. */
export interface Agreement {
  readonly canonical: readonly Learned[];
  readonly tfjs: readonly Learned[];
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
  subject: Subject,
  program: Program,
  seeds: number,
  steps: number,
): Promise<Agreement> {
  const { dataset, rows } = subject;
  const evaluate = await prepareEvaluation({ ...subject, metrics: [metrics.sparseCategoricalAccuracy] });
  const learned = async (executor: StepExecutor, seed: Uint8Array): Promise<Learned> => {
    const loss = lossAfter(executor, seed, steps);
    const { sparseCategoricalAccuracy: accuracy = Number.NaN } = await evaluate(executor.state(), dataset);
    return { loss, accuracy };
  };
  const [canonical, tfjs]: [Learned[], Learned[]] = [[], []];
  for (let i = 0; i < seeds; i++) {
    const seed = new Uint8Array(32).fill(i + 1);
    const options = { program, dataset, rows, seed };
    canonical.push(await learned(await createCanonicalExecutor(options), seed));
    const other = await createTfjsExecutor({ ...options, backend: 'cpu' });
    tfjs.push(await learned(other, seed));
    other.dispose();
  }
  return { canonical, tfjs };
}
