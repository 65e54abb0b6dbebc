import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { AdamW } from '../optimizers/adamw.ts';
import { ShapedOptimizer } from '../optimizers/shaped.ts';
import { type CompileOptions, compileModel } from './compile.ts';
import { expectSameStep, expectSameSteps, table } from './same-step.fixture.ts';

const { activation, bidirectional, dense, flatten, gru, lstm, reshape, simpleRNN } = tfl.layers;

/** Layers between a dense one, whose output is [4, 3], and another. */
function between(layers: tfl.layers.Layer[], options: Partial<CompileOptions> = {}): CompileOptions {
  const first = dense({ units: 12, inputShape: [5] });
  const all = [first, reshape({ targetShape: [4, 3] }), ...layers, flatten(), dense({ units: 1 })];
  return table(tfl.sequential({ layers: all }), options);
}

test.each([
  'elu',
  'gelu',
  'gelu_new',
  'hardSigmoid',
  'linear',
  'logSoftmax',
  'mish',
  'relu',
  'relu6',
  'selu',
  'sigmoid',
  'softmax',
  'softplus',
  'softsign',
  'swish',
  'tanh',
])('the activation %s', async (name) => {
  await expectSameStep(between([activation({ activation: name as 'elu' })]));
});

describe('recurrent layers, unrolled', () => {
  test.each<[string, () => tfl.layers.Layer]>([
    ['a simple one', () => simpleRNN({ units: 3, returnSequences: true })],
    ['GRU', () => gru({ units: 3, returnSequences: true })],
    ['LSTM', () => lstm({ units: 3, returnSequences: true })],
    ['LSTM from the end', () => lstm({ units: 3, returnSequences: true, goBackwards: true })],
    [
      'GRU in both directions',
      () =>
        bidirectional({ layer: gru({ units: 3, returnSequences: true }) as tfl.RNN, mergeMode: 'concat' }),
    ],
    ['a dense layer at each time', () => tfl.layers.timeDistributed({ layer: dense({ units: 2 }) })],
  ])('%s', async (_, layer) => {
    await expectSameStep(between([layer()]));
  });

  test('have names for their weights of both directions, which begin like orthogonal matrices', async () => {
    const layer = bidirectional({ layer: gru({ units: 16 }) as tfl.RNN, mergeMode: 'concat' });
    const model = tfl.sequential({
      layers: [reshape({ targetShape: [4, 3], inputShape: [12] }), layer, dense({ units: 1 })],
    });
    const { states } = await compileModel(
      table(model, {
        inputs: { offset: 0, shape: [12] },
        rowWidth: 13,
        rowStride: 13,
        labels: { offset: 12, shape: [1] },
      }),
    );
    const names = states.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const { init } = states.find(({ name }) => name === 'bidirectional_1/recurrent_kernel') ?? {};
    expect(init).toEqual({ type: 'Normal', value: { mean: 0, deviation: 0x3e13cd3a } });
  });

  test('on embedded tokens', async () => {
    const embedding = tfl.layers.embedding({ inputDim: 7, outputDim: 4, inputLength: 3, inputShape: [3] });
    await expectSameStep(
      table(tfl.sequential({ layers: [embedding, gru({ units: 3 }), dense({ units: 1 })] })),
    );
  });
});

test.each<[string, () => tfl.layers.Layer[]]>([
  ['prelu', () => [tfl.layers.prelu({ alphaInitializer: 'ones' })]],
  [
    'batch normalisation of images',
    () => [reshape({ targetShape: [2, 2, 3] }), tfl.layers.batchNormalization()],
  ],
  [
    'average of images',
    () => [
      reshape({ targetShape: [2, 2, 3] }),
      tfl.layers.globalAveragePooling2d({}),
      reshape({ targetShape: [3, 1] }),
    ],
  ],
])('%s', async (_, layers) => {
  await expectSameStep(between(layers()));
});

test('upsampling', async () => {
  // One image: tfjs's own gradient reads the wrong ones of several.
  const layers = [reshape({ targetShape: [2, 2, 3] }), tfl.layers.upSampling2d({ size: [2, 3] })];
  await expectSameStep(between(layers, { batchSize: 1 }));
});

test('a mask that comes together from two branches', async () => {
  const input = tfl.input({ shape: [3, 2] });
  const masked = tfl.layers.masking({ maskValue: 0 }).apply(input) as tfl.SymbolicTensor;
  const both = tfl.layers.concatenate({ axis: -1 }).apply([masked, masked]) as tfl.SymbolicTensor;
  const outputs = dense({ units: 1 }).apply(gru({ units: 2 }).apply(both)) as tfl.SymbolicTensor;
  const rows = { inputs: { offset: 0, shape: [3, 2] }, labels: { offset: 6, shape: [1] } };
  const model = tfl.model({ inputs: input, outputs });
  await expectSameSteps(table(model, { ...rows, rowStride: 7, rowWidth: 7 }), 3);
});

/** A layer that adds numbers of its own to its input. */
class Numbered extends tfl.layers.Layer {
  static readonly className = 'Numbered';
  readonly #numbers: () => tf.Tensor;
  constructor(numbers: () => tf.Tensor) {
    super({});
    this.#numbers = numbers;
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.add([inputs].flat()[0] as tf.Tensor, this.#numbers());
  }
}

test.each<[string, () => tf.Tensor]>([
  ['upwards', () => tf.range(0, 4)],
  ['downwards', () => tf.range(4, 0)],
  ['in parts', () => tf.range(0.5, 2.4, 0.5)],
  ['whole', () => tf.cast(tf.range(1, 5, 1, 'int32'), 'float32')],
  ['in parts that are whole', () => tf.cast(tf.range(1.5, 3.5, 0.5, 'int32'), 'float32')],
  ['between two', () => tf.linspace(-1, 1, 4)],
  ['cut without strides', () => tf.stridedSlice(tf.range(0, 9), [2], [6])],
])('positions that a layer counts: %s', async (_, numbers) => {
  const layers = [dense({ units: 4, inputShape: [3] }), new Numbered(numbers), dense({ units: 1 })];
  await expectSameStep(table(tfl.sequential({ layers })));
});

/** A model in which two others share a layer, whose weights tfjs lists, and updates, for each of them. */
function sharing(): tfl.LayersModel {
  const shared = dense({ units: 3, inputShape: [3], name: 'shared' });
  const first = tfl.sequential({ layers: [shared] });
  const second = tfl.sequential({ layers: [shared, dense({ units: 2 })] });
  const input = tfl.input({ shape: [3] });
  const outputs = dense({ units: 1 }).apply(
    second.apply(first.apply(input) as tfl.SymbolicTensor),
  ) as tfl.SymbolicTensor;
  return tfl.model({ inputs: input, outputs });
}

test('a layer that two models share has its weights in the state once', async () => {
  const program = await compileModel(table(sharing()));
  expect(program.states.map(({ shape }) => shape)).toEqual([[3, 3], [3], [3, 2], [2], [2, 1], [1]]);
});

test.each<[string, () => tf.Optimizer]>([
  ['sgd', () => tf.train.sgd(0.05)],
  ['adam', () => tf.train.adam(0.05)],
  ['momentum', () => tf.train.momentum(0.05, 0.9)],
  ['rmsprop', () => tf.train.rmsprop(0.05, 0.9)],
  ['AdamW', () => new AdamW({ learningRate: 0.05, weightDecay: 0.01, clipNorm: 1 })],
  ['a schedule', () => new ShapedOptimizer(tf.train.adam(0.05), { weightDecay: 0.01 })],
])('the weights of a layer that two models share are updated as tfjs does: %s', async (_, optimizer) => {
  const options = table(sharing(), { optimizer: optimizer() });
  await expectSameSteps(options, 4);
  const { states } = await compileModel(options);
  expect(new Set(states.map(({ name }) => name)).size).toBe(states.length);
});

test('a constraint on weights', async () => {
  const kernelConstraint = tfl.constraints.maxNorm({ maxValue: 1 });
  await expectSameStep(
    table(tfl.sequential({ layers: [dense({ units: 1, kernelConstraint, inputShape: [3] })] })),
  );
});

test.each([
  'categoricalHinge',
  'cosineProximity',
  'kullbackLeiblerDivergence',
  'meanAbsolutePercentageError',
  'meanSquaredLogarithmicError',
  'poisson',
  'squaredHinge',
  'sparseCategoricalCrossentropy',
])('the loss %s', async (loss) => {
  const units = loss === 'sparseCategoricalCrossentropy' ? 4 : 1;
  const model = tfl.sequential({ layers: [dense({ units, activation: 'sigmoid', inputShape: [3] })] });
  await expectSameStep(table(model, { loss }));
});

test('the loss categoricalCrossentropy', async () => {
  const model = tfl.sequential({ layers: [dense({ units: 4, activation: 'softmax', inputShape: [3] })] });
  const row = { labels: { offset: 3, shape: [4] }, rowStride: 7, rowWidth: 7 };
  await expectSameStep(table(model, { loss: 'categoricalCrossentropy', ...row }));
});

test.each<[string, () => tf.Optimizer]>([
  ['momentum of Nesterov', () => tf.train.momentum(0.05, 0.9, true)],
  ['adadelta', () => tf.train.adadelta(0.05)],
  ['adamax', () => tf.train.adamax(0.05)],
  ['adamax with decay', () => tf.train.adamax(0.05, 0.9, 0.99, 1e-7, 0.1)],
  ['rmsprop with momentum', () => tf.train.rmsprop(0.05, 0.9, 0.5, 1e-3)],
])('the optimizer %s', async (_, optimizer) => {
  const layers = [dense({ units: 4, activation: 'tanh', inputShape: [3] }), dense({ units: 1 })];
  await expectSameSteps(table(tfl.sequential({ layers }), { optimizer: optimizer() }), 5);
});
