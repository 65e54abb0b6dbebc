import type { Program } from '@plumbline/verification/graph/types';
import { createCanonicalExecutor } from '../execute/executor.ts';
import { productWork } from './matmul.ts';
import { rate, secondsSideBySide } from './measure.ts';
import type { Subject } from './subjects.ts';

const SEED = new Uint8Array(32).fill(1);
const SIZE = 512;
/** A turn of either is about as long: short beside how long the machine is as fast as it is. */
const TURN_SECONDS = 0.04;
const ROUNDS = 25;

/** Makes the next step with the canonical kernels, one thread, whenever it is called. */
async function stepWork({ dataset, rows }: Subject, program: Program): Promise<() => void> {
  const executor = await createCanonicalExecutor({ program, dataset, rows, seed: SEED });
  executor.initialState(SEED);
  let next = 0;
  return () => void executor.runStep(next++);
}

/** Steps a second of the canonical kernels, one thread. */
export async function canonicalSteps(subject: Subject, program: Program): Promise<number> {
  return rate(await stepWork(subject, program));
}

export interface StepBesideProduct {
  /** Seconds of a step. */
  readonly step: number;
  /** Seconds of a floating-point operation of the matmul kernel. */
  readonly operation: number;
}

/** How long a step takes with one thread and what the matmul kernel does meanwhile, in turns. */
export async function stepBesideProduct(subject: Subject, program: Program): Promise<StepBesideProduct> {
  const step = await stepWork(subject, program);
  const plain = { batch: 1, transposeA: false, transposeB: false };
  const product = await productWork({ ...plain, m: SIZE, k: SIZE, n: SIZE });
  const [products, steps] = [turnOf(product), turnOf(step)];
  const [productTurn = 0, stepTurn = 0] = await secondsSideBySide([products.work, steps.work], ROUNDS);
  return { step: stepTurn / steps.times, operation: productTurn / (products.times * 2 * SIZE ** 3) };
}

/** Does something as often as makes a turn. */
function turnOf(once: () => void): { readonly work: () => void; readonly times: number } {
  for (let i = 0; i < 3; i++) once();
  const begin = performance.now();
  once();
  const times = Math.max(1, Math.round((TURN_SECONDS * 1000) / (performance.now() - begin)));
  const work = (): void => {
    for (let i = 0; i < times; i++) once();
  };
  return { work, times };
}
