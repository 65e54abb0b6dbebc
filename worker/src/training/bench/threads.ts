import { toBits } from '@plumbline/verification/f32/bits';
import type { GraphNode, Program } from '@plumbline/verification/graph/types';
import { createCanonicalExecutor } from '../execute/executor.ts';
import { startNodeThread } from '../execute/node-thread.ts';
import { kernelsHash } from '../kernels/identity.ts';
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

/** Seconds that a step takes with each of these numbers of threads, in turns. */
export async function secondsByThreads(
  { dataset, rows }: Trained,
  program: Program,
  threads: readonly number[],
): Promise<number[]> {
  const executors = await Promise.all(
    threads.map((count) =>
      createCanonicalExecutor({
        program,
        dataset,
        rows,
        seed: SEED,
        threads: count,
        startThread: startNodeThread,
      }),
    ),
  );
  try {
    const steps = executors.map((executor) => {
      executor.initialState(SEED);
      return () => {
        for (let step = 0; step < STEPS; step++) executor.runStep(step);
      };
    });
    return (await secondsSideBySide(steps, ROUNDS)).map((seconds) => seconds / STEPS);
  } finally {
    for (const executor of executors) await executor.close();
  }
}
