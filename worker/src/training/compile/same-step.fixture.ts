import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { createCanonicalExecutor } from '../execute/executor.ts';
import { type CompileOptions, compileModel } from './compile.ts';

/** A model of rows: all values of one but the last are its inputs, that one is its label. */
export function table(model: tfl.LayersModel, options: Partial<CompileOptions> = {}): CompileOptions {
  const features = Number(model.inputs[0]?.shape.at(-1));
  return {
    model,
    loss: 'meanSquaredError',
    optimizer: tf.train.sgd(0.1),
    batchSize: 4,
    inputs: { offset: 0, shape: [features] },
    labels: { offset: features, shape: [1] },
    rowStride: features + 1,
    rowWidth: features + 1,
    ...options,
  };
}

/** Losses and weights as tfjs itself has them after so many steps on one batch, against the compiled program on the canonical kernels. */
export async function expectSameSteps(options: CompileOptions, steps: number): Promise<void> {
  const { model, batchSize, inputs, labels, rowWidth } = options;
  const program = await compileModel(options);
  const dataset = Float32Array.from(
    { length: batchSize * rowWidth },
    (_, i) => Math.sin(i * 1.7) * 0.8 + 0.1,
  );
  const seed = new Uint8Array(32);
  const executor = await createCanonicalExecutor({ program, dataset, rows: batchSize, seed });
  executor.initialState(seed);
  // Of a layer in several places they are listed for each.
  const weights = [...new Set(model.weights)].map((weight) => weight.read());
  const own = executor.state().map((bytes) => new Float32Array(bytes.slice().buffer));
  weights.forEach((weight, i) => {
    own[i]?.set(weight.dataSync());
  });
  executor.load(own.map((values) => new Uint8Array(values.buffer)));
  const examples = Array.from({ length: batchSize }, (_, i) => i);

  const rows = tf.tensor2d(dataset, [batchSize, rowWidth]);
  const part = ({ offset, shape }: { offset: number; shape: readonly number[] }): tf.Tensor => {
    const width = shape.reduce((a, b) => a * b, 1);
    return tf.reshape(tf.slice(rows, [0, offset], [batchSize, width]), [batchSize, ...shape]);
  };
  model.compile({ loss: options.loss as string, optimizer: options.optimizer });
  for (let step = 0; step < steps; step++) {
    const loss = executor.runStep(step, { examples });
    const truth = (await model.trainOnBatch(part(inputs), part(labels))) as number;
    const near = Math.abs(loss - truth) < 1e-4 * (1 + Math.abs(truth));
    assert.ok(near, `step ${step}: loss ${loss}, tfjs has ${truth}`);
  }
  const after = executor.state();
  weights.forEach((weight, i) => {
    const values = new Float32Array((after[i] as Uint8Array).slice().buffer);
    weight.dataSync().forEach((value, k) => {
      const difference = Math.abs(value - (values[k] as number));
      assert.ok(difference < 2e-4, `weight ${i}, element ${k}: ${values[k]}, tfjs has ${value}`);
    });
  });
}

/** The first step of them. */
export function expectSameStep(options: CompileOptions): Promise<void> {
  return expectSameSteps(options, 1);
}
