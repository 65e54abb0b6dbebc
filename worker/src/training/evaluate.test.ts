import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Loss } from './compile/loss.ts';
import type { Metric } from './compile/measures.ts';
import { prepareEvaluation } from './evaluate.ts';
import { generator } from './kernels/equal-bits.fixture.ts';

const [ROWS, FEATURES, CLASSES] = [23, 3, 4];

beforeAll(async () => {
  await tf.setBackend('cpu');
});

function model(units: number, activation: 'linear' | 'sigmoid' | 'softmax'): tfl.Sequential {
  const { dense, batchNormalization } = tfl.layers;
  const layers = [
    dense({ units: 5, activation: 'tanh', inputShape: [FEATURES] }),
    batchNormalization(),
    dense({ units, activation }),
  ];
  return tfl.sequential({ layers });
}

/** What is measured here, and by tfjs itself on its cpu backend, with the same weights. */
async function both(
  own: tfl.Sequential,
  labels: (row: number) => number[],
  loss: Loss,
  metrics: Metric[],
): Promise<{ found: Readonly<Record<string, number>>; truth: Record<string, number> }> {
  const next = generator(7);
  const width = labels(0).length;
  const rowWidth = FEATURES + width;
  const rows = Array.from({ length: ROWS }, (_, row) => [
    ...Array.from({ length: FEATURES }, () => 4 * next() - 2),
    ...labels(row),
  ]);
  const dataset = Float32Array.from(rows.flat());
  const evaluate = await prepareEvaluation({
    ...{ model: own, loss, metrics, batchSize: 5, rows: ROWS, rowStride: rowWidth, rowWidth },
    inputs: { offset: 0, shape: [FEATURES] },
    labels: { offset: FEATURES, shape: [width] },
  });
  const weights = own
    .getWeights()
    .map((weight) => new Uint8Array(Float32Array.from(weight.dataSync()).buffer));
  const found = await evaluate(weights, dataset);
  const all = tf.tensor2d(dataset, [ROWS, rowWidth]);
  const [x, y] = [tf.slice(all, [0, 0], [ROWS, FEATURES]), tf.slice(all, [0, FEATURES], [ROWS, width])];
  own.compile({ loss: loss as string, optimizer: 'sgd', metrics });
  const values = [own.evaluate(x, y, { batchSize: 5 })].flat().map((value) => value.dataSync()[0] as number);
  return { found, truth: Object.fromEntries(own.metricsNames.map((name, i) => [name, values[i] as number])) };
}

function expectNear(found: Readonly<Record<string, number>>, truth: Record<string, number>): void {
  expect(Object.keys(found)).toEqual(Object.keys(truth));
  for (const [name, value] of Object.entries(truth)) {
    if (Object.is(found[name], value)) continue;
    const difference = Math.abs((found[name] as number) - value);
    expect(difference, `${name}: ${found[name]}, tfjs has ${value}`).toBeLessThan(
      1e-4 * (1 + Math.abs(value)),
    );
  }
}

const oneHot = (row: number): number[] =>
  Array.from({ length: CLASSES }, (_, i) => Number(i === (row * 7) % CLASSES));
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
  ...['kullbackLeiblerDivergence', 'poisson', 'cosineProximity'],
];
const NAMED_METRICS = [
  ...['accuracy', 'crossentropy', 'binaryAccuracy', 'categoricalAccuracy', 'precision'],
  ...['categoricalCrossentropy', 'mse', 'MSE', 'mae', 'MAE', 'mape', 'MAPE', 'cosine'],
];

describe('a trained state measures the same here as in tfjs', () => {
  test.each(LOSSES)('by the loss %s', async (loss) => {
    const { found, truth } = await both(model(CLASSES, 'softmax'), oneHot, loss, []);
    expectNear(found, truth);
  });

  test.each(NAMED_METRICS)('by the metric %s', async (metric) => {
    const { found, truth } = await both(model(CLASSES, 'softmax'), oneHot, 'categoricalCrossentropy', [
      metric,
    ]);
    expect(Object.keys(found)).toHaveLength(2);
    expectNear(found, truth);
  });

  test.each(Object.entries(tfl.metrics))('by the function %s', async (name, metric) => {
    const sparse = name.startsWith('sparse');
    const labels = sparse ? (row: number): number[] => [(row * 7) % CLASSES] : oneHot;
    const loss = sparse ? 'sparseCategoricalCrossentropy' : 'categoricalCrossentropy';
    const { found, truth } = await both(model(CLASSES, 'softmax'), labels, loss, [
      metric as Metric,
      'accuracy',
    ]);
    expectNear(found, truth);
  });

  test('with one probability, where accuracy is that of two classes', async () => {
    const { found, truth } = await both(model(1, 'sigmoid'), (row) => [row % 2], 'binaryCrossentropy', [
      'accuracy',
      tfl.metrics.recall,
      tfl.metrics.precision,
    ]);
    expectNear(found, truth);
  });

  test('with a loss and a metric of its own', async () => {
    const largest: Metric = (y, p) => tf.max(tf.abs(tf.sub(y, p)), -1);
    const { found, truth } = await both(model(1, 'linear'), (row) => [row / 9], largest, ['mae', largest]);
    expectNear(found, truth);
  });
});

test('a metric that tfjs does not know is named', async () => {
  await expect(
    both(model(1, 'linear'), (row) => [row], 'meanSquaredError', ['sharpness']),
  ).rejects.toMatchObject({
    name: 'CompileError',
    code: 'UnsupportedMetric',
    message: expect.stringContaining('sharpness'),
  });
  await expect(both(model(1, 'linear'), (row) => [row], 'nothing', [])).rejects.toMatchObject({
    code: 'UnsupportedLoss',
  });
});
