import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, test } from 'vitest';
import { classes, FEATURES, inputs, oneHot, perceptron, ROWS, targets } from './perceptron.fixture.ts';
import { expectSameOnBoth, numbers, settle, values } from './same-on-both.fixture.ts';

const OPTIMIZERS: Record<string, () => tf.Optimizer> = {
  sgd: () => tf.train.sgd(0.1),
  momentum: () => tf.train.momentum(0.1, 0.9),
  nesterov: () => tf.train.momentum(0.1, 0.9, true),
  adagrad: () => tf.train.adagrad(0.1),
  adadelta: () => tf.train.adadelta(0.5),
  adam: () => tf.train.adam(0.05),
  adamax: () => tf.train.adamax(0.05),
  rmsprop: () => tf.train.rmsprop(0.02),
  'rmsprop, centered': () => tf.train.rmsprop(0.02, 0.9, 0.1, 1e-7, true),
};

test.each(Object.entries(OPTIMIZERS))('%s trains as on the cpu backend', async (_, optimizer) => {
  await expectSameOnBoth(async () => {
    const model = perceptron();
    model.compile({ loss: 'meanSquaredError', optimizer: optimizer() });
    const losses: number[] = [];
    for (let step = 0; step < 4; step++)
      losses.push((await model.trainOnBatch(inputs(), targets())) as number);
    return { losses, weights: values(model.getWeights()) };
  }, 5e-4);
});

const LOSSES = [
  ...['meanSquaredError', 'meanAbsoluteError', 'meanAbsolutePercentageError', 'meanSquaredLogarithmicError'],
  ...[
    'squaredHinge',
    'hinge',
    'categoricalHinge',
    'logcosh',
    'categoricalCrossentropy',
    'binaryCrossentropy',
  ],
  ...['kullbackLeiblerDivergence', 'poisson', 'cosineProximity', 'sparseCategoricalCrossentropy'],
];

test.each(LOSSES)('the loss %s and its gradient', async (loss) => {
  await expectSameOnBoth(async () => {
    const model = perceptron(3, 'softmax');
    model.compile({ loss, optimizer: tf.train.sgd(0.05), metrics: ['accuracy'] });
    const y = loss.startsWith('sparse') ? tf.tensor2d(classes(3), [ROWS, 1]) : oneHot(3);
    const [first, accuracy] = (await model.trainOnBatch(inputs(), y)) as number[];
    return { first: first as number, accuracy: accuracy as number, weights: values(model.getWeights()) };
  }, 5e-4);
});

test.each([
  'binaryAccuracy',
  'categoricalAccuracy',
  'precision',
  'categoricalCrossentropy',
  'mse',
  'MAE',
  'mape',
  'cosine',
])('the metric %s, asked for by name', async (metric) => {
  await expectSameOnBoth(() => {
    const model = perceptron(3, 'softmax');
    model.compile({ loss: 'categoricalCrossentropy', optimizer: 'sgd', metrics: [metric] });
    const evaluated = model.evaluate(inputs(), oneHot(3)) as tf.Scalar[];
    return { names: model.metricsNames, values: evaluated.map((one) => one.dataSync()[0] as number) };
  });
});

test.each([
  ['l1', () => tfl.regularizers.l1({ l1: 0.1 })],
  ['l2', () => tfl.regularizers.l2({ l2: 0.1 })],
  ['l1l2', () => tfl.regularizers.l1l2({ l1: 0.05, l2: 0.1 })],
] as const)('the regularizer %s adds to the loss and pulls at the weights', async (_, regularizer) => {
  const seen = await expectSameOnBoth(async () => {
    const trained = async (kernelRegularizer?: ReturnType<typeof regularizer>): Promise<number> => {
      const layer = tfl.layers.dense({
        units: 2,
        inputShape: [FEATURES],
        ...(kernelRegularizer && { kernelRegularizer }),
      });
      const model = settle(tfl.sequential({ layers: [layer] }));
      model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0.1) });
      return (await model.trainOnBatch(inputs(), numbers([ROWS, 2], 4))) as number;
    };
    return { plain: await trained(), regularized: await trained(regularizer()) };
  });
  expect(seen.regularized).toBeGreaterThan(seen.plain + 0.01);
});

test.each([
  ['maxNorm', () => tfl.constraints.maxNorm({ maxValue: 0.5, axis: 0 }), (norm: number) => norm < 0.5001],
  ['unitNorm', () => tfl.constraints.unitNorm({ axis: 0 }), (norm: number) => Math.abs(norm - 1) < 1e-3],
  ['nonNeg', () => tfl.constraints.nonNeg(), () => true],
  [
    'minMaxNorm',
    () => tfl.constraints.minMaxNorm({ minValue: 0.9, maxValue: 1, axis: 0 }),
    (norm: number) => norm > 0.89 && norm < 1.0001,
  ],
] as const)('the constraint %s holds for weights that are set', async (name, constraint, holds) => {
  const seen = await expectSameOnBoth(async () => {
    const layer = tfl.layers.dense({ units: 2, inputShape: [FEATURES], kernelConstraint: constraint() });
    const model = settle(tfl.sequential({ layers: [layer] }));
    model.setWeights([tf.mul(numbers([FEATURES, 2], 4), 3), tf.zeros([2])]);
    const kernel = layer.getWeights()[0] as tf.Tensor;
    return { kernel: [...kernel.dataSync()], norms: [...tf.norm(kernel, 'euclidean', 0).dataSync()] };
  });
  for (const norm of seen.norms) expect(holds(norm), `${norm}`).toBe(true);
  if (name === 'nonNeg') expect(Math.min(...seen.kernel)).toBeGreaterThanOrEqual(0);
});
