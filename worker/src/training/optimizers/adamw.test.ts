import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, test } from 'vitest';
import { compileModel } from '../compile/compile.ts';
import { expectSameSteps, table } from '../compile/same-step.fixture.ts';
import { AdamW } from './adamw.ts';

function model(): tfl.Sequential {
  const { dense } = tfl.layers;
  return tfl.sequential({
    layers: [dense({ units: 4, activation: 'tanh', inputShape: [3] }), dense({ units: 1 })],
  });
}

test('compiled steps of AdamW are the steps that it takes in tfjs, with and without clipping', async () => {
  const plain = new AdamW({ learningRate: 0.01, weightDecay: 0.3 });
  await expectSameSteps(table(model(), { optimizer: plain }), 5);
  const clipped = new AdamW({ learningRate: 0.01, weightDecay: 0.3, clipNorm: 0.05 });
  await expectSameSteps(table(model(), { optimizer: clipped }), 5);
});

test('its slots are named after the weights', async () => {
  const optimizer = new AdamW({ learningRate: 0.01, weightDecay: 0.1 });
  const { states } = await compileModel(table(model(), { optimizer }));
  expect(states.map(({ name }) => name)).toContain('optimizer/dense_1/kernel/m');
});

test('a weight without a gradient decays', async () => {
  await tf.setBackend('cpu');
  const decaying = tf.variable(tf.tensor1d([1, -2]));
  new AdamW({ learningRate: 0.1, weightDecay: 0.5 }).applyGradients([
    { name: decaying.name, tensor: tf.zeros([2]) },
  ]);
  expect([...decaying.dataSync()]).toEqual([0.95, -1.9].map(Math.fround));
});
