import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { elementCount } from '@plumbline/verification/graph/shape';
import type { Program } from '@plumbline/verification/graph/types';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { subject } from '../bench/subjects.ts';
import { type CompileOptions, compileModel } from '../compile/compile.ts';
import { SUBJECTS } from '../conformance/subjects.ts';
import { crossEntropy } from '../models/cross-entropy.ts';
import { buildMlp } from '../models/mlp.ts';
import { createCanonicalExecutor } from './executor.ts';
import { fuse } from './fusion/fuse.ts';
import { withReluGradients } from './fusion/relu-gradient.ts';
import { nodeUnits } from './fusion/units.ts';
import { bindKernels } from './kernels.ts';
import { PAGE_BYTES, planMemory } from './memory-plan.ts';
import { scratchOfUnits } from './placed-unit.ts';

const SEED = new Uint8Array(32).fill(3);
/** What stays the whole step: nothing is computed at run time for these. */
const STAYING = ['state', 'constant', 'fill'];

/** Bytes of all values that somebody still has to read, at the moment of a step when there are most. */
function mostAlive({ nodes, states, header }: Program): number {
  const bytes = (i: number): number => 4 * elementCount(nodes[i]!.shape);
  const source = (i: number): number =>
    nodes[i]!.operator.type === 'reshape' ? source(nodes[i]!.inputs[0]!) : i;
  const last = nodes.map((_, i) => i);
  nodes.forEach(({ inputs }, i) => {
    for (const input of inputs) last[source(input)] = i;
  });
  for (const kept of [header.lossNode, ...states.map(({ next }) => next)]) last[source(kept)] = nodes.length;
  const own = nodes.map((_, i) => i).filter((i) => source(i) === i);
  const staying = own.filter((i) => STAYING.includes(nodes[i]!.operator.type));
  const passing = own.filter((i) => !STAYING.includes(nodes[i]!.operator.type));
  const sum = (list: readonly number[]): number => list.reduce((total, i) => total + bytes(i), 0);
  const worst = nodes.map((_, now) => sum(passing.filter((i) => i <= now && now <= last[i]!)));
  return sum(staying) + Math.max(...worst);
}

function tiny(): CompileOptions {
  return {
    model: buildMlp({ inputs: 4, hidden: [5], classes: 3 }),
    loss: crossEntropy,
    optimizer: tf.train.adam(0.01),
    batchSize: 4,
    inputs: { offset: 0, shape: [4] },
    labels: { offset: 4, shape: [] },
    rowStride: 5,
    rowWidth: 5,
  };
}

/** The models of the bench. */
function benched(): CompileOptions[] {
  return (['MLP', 'CNN', 'transformer'] as const).flatMap((name) =>
    (['SGD', 'Adam'] as const).map((optimizer) => subject(name, optimizer)),
  );
}

/** Those of conformance with batches of different sizes, and one of a few values. */
function small(): CompileOptions[] {
  const conformance = Object.values(SUBJECTS).flatMap((make) =>
    [1, 3, 16, 64, 256].map((batchSize) => ({ ...make().options, batchSize })),
  );
  return [...conformance, tiny()];
}

test.each([
  ['the bench', benched, [1, 2, 4]],
  // Four threads have more scratch than little else takes.
  ['few values', small, [1, 2]],
] as const)(
  'a step of a model of %s takes no more pages than 1.3 times what is alive at its worst moment',
  async (_, models, numbersOfThreads) => {
    const probe = await bindKernels(new WebAssembly.Memory({ initial: 1 }));
    for (const options of models()) {
      const program = await compileModel(options);
      const trained = withReluGradients(program);
      const courses = [
        ...numbersOfThreads.map((threads) => [trained, fuse(trained), threads] as const),
        // For somebody who watches.
        [program, nodeUnits(program), 1] as const,
      ];
      for (const [from, units, threads] of courses) {
        // All that a training takes, scratch and padding included.
        const { pages } = planMemory(from, units, scratchOfUnits(from, units, probe), threads);
        expect(pages).toBeLessThanOrEqual(Math.ceil((1.3 * mostAlive(from)) / PAGE_BYTES));
      }
    }
  },
);

test('ten thousand steps take no more memory than the first thousand', async () => {
  const program = await compileModel(tiny());
  const dataset = Float32Array.from({ length: 100 }, (_, i) => i % 3);
  const executor = await createCanonicalExecutor({ program, dataset, rows: 20, seed: SEED });
  executor.initialState(SEED);
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const used = (): number => {
    collect();
    const { heapUsed, arrayBuffers, external } = process.memoryUsage();
    return heapUsed + arrayBuffers + external;
  };
  const train = (from: number, to: number): void => {
    for (let step = from; step < to; step++) executor.runStep(step);
  };
  train(0, 1000);
  const before = used();
  train(1000, 10_000);
  // Less than 40 bytes a step: not even one small object stays.
  expect(used() - before).toBeLessThan(9000 * 40);
});
