import { readFile } from 'node:fs/promises';
import { fromBits } from '@plumbline/verification/f32/bits';
import { elementCount } from '@plumbline/verification/graph/shape';
import { uniformBits, uniformKey } from '@plumbline/verification/random/uniform';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { createCanonicalExecutor } from '../execute/executor.ts';
import { type CompileOptions, compileModel } from './compile.ts';
import { LAYER_CASES, type LayerCase, modelOf, NOT_CASES } from './layer-cases.fixture.ts';
import type { DrawUniform } from './random-forms.ts';
import { withTraceForms } from './trace-forms.ts';

const RATE = 0.05;
/** Small enough that a step along a right gradient makes the loss fall. */
const SMALL_RATE = 0.002;
const STEPS = 3;
const SEED = new Uint8Array(32).fill(3);

function compileOptions(one: LayerCase): CompileOptions {
  const width = elementCount(one.shape);
  return {
    model: modelOf(one),
    loss: 'meanSquaredError',
    optimizer: tf.train.sgd(one.alone ? SMALL_RATE : RATE),
    batchSize: one.batchSize ?? 4,
    inputs: { offset: 0, shape: one.shape },
    labels: { offset: width, shape: [1] },
    rowStride: width + 1,
    rowWidth: width + 1,
  };
}

/** The weights of a model, with values that are the same in every run where tfjs draws them: in all that have two axes or more. */
function setWeights(model: tfl.LayersModel): void {
  const weights = model.getWeights().map((weight, which) => {
    if (weight.shape.length < 2) return weight;
    const limit = Math.sqrt(6 / (weight.size / (weight.shape.at(-1) ?? 1) + (weight.shape.at(-1) ?? 1)));
    const values = Array.from({ length: weight.size }, (_, i) => limit * Math.sin(2.3 * i + which + 1));
    return tf.tensor(values, weight.shape);
  });
  model.setWeights(weights);
}

/** Losses of the first steps by the compiled program, and by tfjs with the same weights and random numbers. */
async function losses(one: LayerCase): Promise<{ own: number[]; truth: number[] }> {
  const options = compileOptions(one);
  const { model, batchSize, rowWidth } = options;
  setWeights(model);
  const program = await compileModel(options);
  const dataset = Float32Array.from({ length: batchSize * rowWidth }, (_, i) => {
    const isLabel = i % rowWidth === rowWidth - 1;
    return one.wholeBelow && !isLabel ? (i * 7) % one.wholeBelow : Math.sin(i * 1.7) * 0.8 + 0.1;
  });
  // A row that begins with what masking leaves out.
  if (one.first) dataset.fill(0, 0, Math.floor(rowWidth / 3));
  const executor = await createCanonicalExecutor({ program, dataset, rows: batchSize, seed: SEED });
  executor.initialState(SEED);
  const state = executor.state().map((bytes) => new Float32Array(bytes.slice().buffer));
  model.getWeights().forEach((weight, i) => {
    state[i]?.set(weight.dataSync());
  });
  executor.load(state.map((values) => new Uint8Array(values.buffer)));
  const examples = Array.from({ length: batchSize }, (_, i) => i);
  const own = Array.from({ length: STEPS }, (_, step) => executor.runStep(step, { examples }));
  if (one.alone) return { own, truth: [] };

  const rows = tf.tensor2d(dataset, [batchSize, rowWidth]);
  const x = tf.reshape(tf.slice(rows, [0, 0], [batchSize, rowWidth - 1]), [batchSize, ...one.shape]);
  const y = tf.slice(rows, [0, rowWidth - 1], [batchSize, 1]);
  const optimizer = tf.train.sgd(RATE);
  const key = uniformKey(SEED);
  const truth: number[] = [];
  for (let step = 0; step < STEPS; step++) {
    let stream = 0;
    const draw: DrawUniform = (shape) => {
      const own = stream++;
      const values = Array.from({ length: elementCount(shape) }, (_, i) =>
        fromBits(uniformBits(key, own, step, i)),
      );
      return tf.tensor(values, [...shape], 'float32');
    };
    const { value, grads } = tf.variableGrads(
      () => {
        const prediction = isGelu(one)
          ? model.apply(x, { training: true })
          : withTraceForms(model, draw, () => model.apply(x, { training: true }));
        return tf.mean(tf.squaredDifference(prediction as tf.Tensor, y)) as tf.Scalar;
      },
      model.trainableWeights.map((weight) => weight.read() as tf.Variable),
    );
    optimizer.applyGradients(grads);
    truth.push(value.dataSync()[0] as number);
  }
  return { own, truth };
}

/** gelu has a kernel of its own, which the cpu backend lacks. */
const isGelu = (one: LayerCase): boolean => one === LAYER_CASES.dense;

describe('every layer of tfjs-layers either trains as in tfjs for three steps or is refused by name', () => {
  test.each(Object.entries(LAYER_CASES))('%s', async (_, one) => {
    await tf.setBackend('cpu');
    if (one.refused) {
      await expect(compileModel(compileOptions(one))).rejects.toMatchObject({
        name: 'CompileError',
        message: expect.stringMatching(one.refused),
      });
      return;
    }
    const { own, truth } = await losses(one);
    expect(own.every(Number.isFinite)).toBe(true);
    if (one.alone) expect(own[2]).toBeLessThan(own[0] as number);
    truth.forEach((value, step) => {
      expect(Math.abs((own[step] as number) - value)).toBeLessThan(2e-4 * (1 + Math.abs(value)));
    });
  });

  test('none is missing', () => {
    const names = Object.keys(tfl.layers).filter((name) => !NOT_CASES.has(name));
    expect(names.filter((name) => !(name in LAYER_CASES))).toEqual([]);
  });

  test('docs/operators.md has the table', async () => {
    const table = Object.entries(LAYER_CASES).map(([name, { refused, alone }]) => {
      const result = refused
        ? 'refused'
        : alone
          ? 'compiles; tfjs has no gradient to compare with'
          : 'as tfjs';
      return `| ${name} | ${result} |`;
    });
    const docs = await readFile(new URL('../../../../docs/operators.md', import.meta.url), 'utf8');
    for (const row of table) expect(docs).toContain(row);
  });
});
