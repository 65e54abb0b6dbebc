import type { Program } from '@plumbline/verification/graph/types';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { compileModel } from '../compile/compile.ts';
import { createCanonicalExecutor } from '../execute/executor.ts';
import { crossEntropy } from '../models/cross-entropy.ts';
import { buildTransformer } from '../models/transformer.ts';
import { createTfjsExecutor } from './tfjs.ts';

const SEED = new Uint8Array(32).fill(9);
const CONTEXT = 8;
const DATASET = Float32Array.from({ length: 80 }, (_, i) => (i * i) % 5);

let program: Program;

beforeAll(async () => {
  program = await compileModel({
    model: buildTransformer({ vocabulary: 5, context: CONTEXT, width: 12, heads: 2, blocks: 1 }),
    loss: crossEntropy,
    optimizer: tf.train.sgd(0.1),
    batchSize: 4,
    inputs: { offset: 0, shape: [CONTEXT] },
    labels: { offset: 1, shape: [CONTEXT] },
    rowStride: 1,
    rowWidth: CONTEXT + 1,
  });
});

describe.each(['cpu', 'wasm'] as const)('the step graph on tfjs %s', (backend) => {
  test('trains to nearly the canonical weights, and leaves no tensors behind', async () => {
    const options = { program, dataset: DATASET, rows: DATASET.length - CONTEXT, seed: SEED };
    const canonical = await createCanonicalExecutor(options);
    const own = await createTfjsExecutor({ ...options, backend });
    canonical.initialState(SEED);
    own.initialState(SEED);
    for (let step = 0; step < 10; step++) {
      expect(Math.abs(own.runStep(step) - canonical.runStep(step))).toBeLessThan(1e-4);
    }
    const { numTensors } = tf.memory();
    own.runStep(10);
    canonical.runStep(10);
    expect(tf.memory().numTensors).toBe(numTensors);
    const states = [own.state(), canonical.state()];
    program.states.forEach((_, tensor) => {
      const [a, b] = states.map((state) => new Float32Array((state[tensor] as Uint8Array).buffer));
      a?.forEach((value, i) => {
        expect(Math.abs(value - (b?.[i] ?? Number.NaN))).toBeLessThan(1e-4);
      });
    });
    own.load(states[1] as Uint8Array[]);
    expect(own.state()).toEqual(states[1]);
    own.dispose();
  });
});

test('a GPU package that is not installed is one line that says how to install it', async () => {
  const options = { program, dataset: DATASET, rows: DATASET.length - CONTEXT, seed: SEED };
  const attempt = createTfjsExecutor({ ...options, backend: 'tfjs-node-gpu' });
  await expect(attempt).rejects.toMatchObject({
    code: 'BackendMissing',
    message: expect.stringMatching(
      /^@tensorflow\/tfjs-node-gpu .*npm install @tensorflow\/tfjs-node-gpu@4\.22\.0.*$/,
    ),
  });
});
