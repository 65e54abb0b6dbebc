import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { elementCount } from '@plumbline/verification/graph/shape';
import type { Program } from '@plumbline/verification/graph/types';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { subject } from '../bench/subjects.ts';
import { compileModel } from '../compile/compile.ts';
import { SUBJECTS } from '../conformance/subjects.ts';
import { crossEntropy } from '../models/cross-entropy.ts';
import { buildMlp } from '../models/mlp.ts';
import { createCanonicalExecutor } from './executor.ts';
import { fuse } from './fusion/fuse.ts';
import { withReluGradients } from './fusion/relu-gradient.ts';
import { nodeUnits } from './fusion/units.ts';
import { bindKernels } from './kernels.ts';
import { scratchBytes } from './launch.ts';
import { PAGE_BYTES, planMemory } from './memory-plan.ts';

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

test.each(['MLP', 'CNN', 'GRU', 'transformer'] as const)(
  'a step of the %s takes at most 1.3 times the memory of what is alive at its worst moment',
  async (name) => {
    const probe = await bindKernels(new WebAssembly.Memory({ initial: 1 }));
    // Of what is alive in small steps, packed panels and whole pages are more than a third.
    const optimizers = ['SGD', 'Adam'] as const;
    const all =
      name === 'GRU'
        ? [{ ...SUBJECTS.GRU!().options, batchSize: 256 }]
        : optimizers.map((optimizer) => subject(name, optimizer));
    for (const own of all) {
      const program = await compileModel(own);
      const trained = withReluGradients(program);
      const scratch = Math.max(...program.nodes.map((node) => scratchBytes(node, probe)));
      // All that a training takes: whole pages, and scratch among them.
      const { pages } = planMemory(trained, fuse(trained), scratch);
      expect((pages * PAGE_BYTES) / mostAlive(trained)).toBeLessThan(1.3);
      // Node by node, for somebody who watches, what nodes leave behind.
      expect(planMemory(program, nodeUnits(program), 0).bytes / mostAlive(program)).toBeLessThan(1.3);
    }
  },
);

test('ten thousand steps take no more memory than the first thousand', async () => {
  const program = await compileModel({
    model: buildMlp({ inputs: 4, hidden: [5], classes: 3 }),
    loss: crossEntropy,
    optimizer: tf.train.adam(0.01),
    batchSize: 4,
    inputs: { offset: 0, shape: [4] },
    labels: { offset: 4, shape: [] },
    rowStride: 5,
    rowWidth: 5,
  });
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
