import { toBits } from '@plumbline/verification/f32/bits';
import type { GraphNode, Program } from '@plumbline/verification/graph/types';
import { createCanonicalExecutor } from '../execute/executor.ts';
import { startNodeThread } from '../execute/node-thread.ts';
import type { CanonicalExecutor } from '../execute/wasm-executor.ts';
import { kernelsHash } from '../kernels/identity.ts';
import { Copy } from './copies.ts';
import { secondsSideBySide } from './measure.ts';
import type { Subject } from './subjects.ts';

const SEED = new Uint8Array(32).fill(1);
const ROUNDS = 50;
/** Steps of a turn: the others sleep meanwhile, and waking them is part of the first step alone. */
const STEPS = 10;

type Trained = Pick<Subject, 'dataset' | 'rows'>;

/** A step that is one product of two square matrices. */
export function productStep(size: number): { readonly subject: Trained; readonly program: Program } {
  const shape = [size, size];
  const matrix = (tensor: number): GraphNode => ({
    operator: { type: 'state', value: { tensor } },
    inputs: [],
    inputShapes: [],
    shape,
  });
  const nodes: GraphNode[] = [
    matrix(0),
    matrix(1),
    { operator: { type: 'step' }, inputs: [], inputShapes: [], shape: [] },
    {
      operator: { type: 'matmul', value: { transposeA: false, transposeB: false } },
      inputs: [0, 1],
      inputShapes: [shape, shape],
      shape,
    },
  ];
  const init = { type: 'Uniform' as const, value: { low: toBits(-1), high: toBits(1) } };
  const states = ['a', 'b'].map((name, next) => ({ name, shape, init, next }));
  const header = {
    version: 1 as const,
    operatorSet: 1 as const,
    kernels: kernelsHash(),
    stateCount: states.length,
    nodeCount: nodes.length,
    lossNode: 2,
    batchSize: 1,
    rowStride: 1,
    rowWidth: 1,
  };
  return {
    subject: { dataset: new Float32Array(1), rows: 1 },
    program: { header, states, nodes, constants: new Map() },
  };
}

export interface ThreadSeconds {
  /** Of a step, by one thread. */
  readonly one: number;
  /** By two. */
  readonly two: number;
  /** Of two steps, by two trainings at the same time that know nothing of each other: what two threads could reach here. */
  readonly copies: number;
}

/** How long steps take with one and with two threads, in turns with two copies of the one at once. */
export async function secondsByThreads({ dataset, rows }: Trained, program: Program): Promise<ThreadSeconds> {
  const options = { program, dataset, rows, seed: SEED };
  const [one, two] = await Promise.all(
    [1, 2].map((threads) => createCanonicalExecutor({ ...options, threads, startThread: startNodeThread })),
  );
  const copy = await Copy.start({ ...options, steps: STEPS });
  const steps = (executor: CanonicalExecutor | undefined): (() => void) => {
    executor?.initialState(SEED);
    return () => {
      for (let step = 0; step < STEPS; step++) executor?.runStep(step);
    };
  };
  try {
    const alone = steps(one);
    const works = [alone, steps(two), () => copy.beside(alone)];
    const seconds = await secondsSideBySide(works, ROUNDS);
    const [first = 0, second = 0, third = 0] = seconds.map((all) => all / STEPS);
    return { one: first, two: second, copies: third };
  } finally {
    await copy.stop();
    await Promise.all([one?.close(), two?.close()]);
  }
}
