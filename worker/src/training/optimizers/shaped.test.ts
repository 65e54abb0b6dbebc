import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { compileModel } from '../compile/compile.ts';
import { expectSameSteps, table } from '../compile/same-step.fixture.ts';
import { createCanonicalExecutor } from '../execute/executor.ts';
import { rateAt, type Schedule } from './schedule.ts';
import { ShapedOptimizer, type ShapedOptions } from './shaped.ts';

function model(): tfl.Sequential {
  const { dense } = tfl.layers;
  return tfl.sequential({
    layers: [dense({ units: 4, activation: 'tanh', inputShape: [3] }), dense({ units: 1 })],
  });
}

const COSINE: Schedule = { kind: 'cosine', rate: 0.2, final: 0.02, steps: 10 };

const SCHEDULES: [Schedule, (step: number) => number][] = [
  [{ kind: 'constant', rate: 0.3 }, () => 0.3],
  [{ kind: 'exponential', rate: 0.3, decay: 0.9, every: 4 }, (s) => 0.3 * 0.9 ** (s / 4)],
  [
    { kind: 'exponential', rate: 0.3, decay: 0.9, every: 4, stairs: true },
    (s) => 0.3 * 0.9 ** Math.floor(s / 4),
  ],
  [{ kind: 'steps', rates: [0.3, 0.2, 0.1], boundaries: [3, 7] }, (s) => (s < 3 ? 0.3 : s < 7 ? 0.2 : 0.1)],
  [COSINE, (s) => 0.02 + 0.18 * 0.5 * (1 + Math.cos((Math.PI * Math.min(s, 10)) / 10))],
  [{ kind: 'inverseTime', rate: 0.3, decay: 0.5 }, (s) => 0.3 / (1 + 0.5 * s)],
  [
    { kind: 'warmUp', steps: 4, after: COSINE },
    (s) => (s < 4 ? (0.2 * (s + 1)) / 4 : 0.02 + 0.09 * (1 + Math.cos((Math.PI * Math.min(s - 4, 10)) / 10))),
  ],
];

describe('a schedule of learning rates', () => {
  test.each(SCHEDULES)('%j', async (schedule, truth) => {
    await tf.setBackend('cpu');
    for (const step of [0, 1, 3, 4, 7, 9, 10, 14, 100]) {
      expect(rateAt(schedule, tf.scalar(step)).dataSync()[0]).toBeCloseTo(truth(step), 6);
    }
    // Compiled, the steps' updates are those rates times a gradient that stays the same.
    const linear = tfl.sequential({ layers: [tfl.layers.dense({ units: 1, inputShape: [1] })] });
    const optimizer = new ShapedOptimizer(tf.train.sgd(1), { schedule });
    const options = table(linear, { optimizer, loss: (_, y) => tf.mean(y), batchSize: 1 });
    const program = await compileModel(options);
    const given = { program, dataset: Float32Array.of(1, 0), rows: 1, seed: new Uint8Array(32) };
    const executor = await createCanonicalExecutor(given);
    executor.initialState(given.seed);
    const bias = (): number => new Float32Array((executor.state()[1] as Uint8Array).slice().buffer)[0] ?? 0;
    for (let step = 0; step < 16; step++) {
      const before = bias();
      executor.runStep(step);
      expect(before - bias()).toBeCloseTo(truth(step), 5);
    }
  });

  test('that makes no sense is refused', () => {
    const refused = { code: 'UnsupportedOptimizer' };
    const step = tf.scalar(0);
    for (const schedule of [
      { kind: 'steps', rates: [1], boundaries: [3] },
      { ...COSINE, steps: 0 },
    ] as Schedule[]) {
      expect(() => rateAt(schedule, step)).toThrow(expect.objectContaining(refused));
    }
  });
});

/** What an optimizer counts or gathers has an effect only after the first. */
const STEPS = 5;

describe('compiled steps are the steps that the optimizer takes in tfjs', () => {
  const inner: [string, () => tf.Optimizer][] = [
    ['sgd', () => tf.train.sgd(0.1)],
    ['momentum', () => tf.train.momentum(0.1, 0.9)],
    ['nesterov', () => tf.train.momentum(0.1, 0.9, true)],
    ['rmsprop, centred', () => tf.train.rmsprop(0.01, 0.9, 0.5, 1e-12, true)],
    ['adagrad', () => tf.train.adagrad(0.1)],
    ['adadelta', () => tf.train.adadelta(0.1)],
    ['adam', () => tf.train.adam(0.01)],
    ['adamax', () => tf.train.adamax(0.01)],
  ];
  const shapes: [string, ShapedOptions][] = [
    ['clipped by value', { clipping: { by: 'value', limit: 0.05 } }],
    ['clipped by norm, decaying', { clipping: { by: 'norm', limit: 0.05 }, weightDecay: 0.1 }],
    [
      'clipped by the norm of all, on a schedule',
      { clipping: { by: 'globalNorm', limit: 0.05 }, schedule: COSINE, weightDecay: 0.1 },
    ],
  ];
  test.each(
    inner.flatMap(([name, make]) => shapes.map(([shape, options]) => [name, shape, make, options] as const)),
  )('%s, %s', async (_name, _shape, make, options) => {
    await expectSameSteps(table(model(), { optimizer: new ShapedOptimizer(make(), options) }), STEPS);
  });

  test.each(inner)('%s alone', async (_, make) => {
    await expectSameSteps(table(model(), { optimizer: make() }), STEPS);
  });
});
