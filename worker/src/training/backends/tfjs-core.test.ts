import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { CANONICAL_BACKEND, registerCanonicalBackend } from './canonical.ts';
import { runCoreTests } from './tfjs-core-suite.fixture.ts';

const CORE = new URL('./', pathToFileURL(createRequire(import.meta.url).resolve('@tensorflow/tfjs-core')));

/** tfjs-core's own tests of what the canonical kernels compute. */
const OPERATIONS = [
  ...['abs', 'add_n', 'all', 'any', 'arg_max', 'arg_min', 'arithmetic', 'avg_pool'],
  ...[
    'batchnorm',
    'ceil',
    'clip_by_value',
    'conv1d',
    'conv2d',
    'conv2d_transpose',
    'cos',
    'depthwise_conv2d',
  ],
  ...['dropout', 'elu', 'equal', 'erf', 'exp', 'expm1', 'floor', 'fused/fused_conv2d'],
  ...[
    'fused/fused_depthwise_conv2d',
    'fused/fused_mat_mul',
    'greater',
    'greater_equal',
    'leaky_relu',
    'less',
    'less_equal',
    'log',
  ],
  ...['log1p', 'log_softmax', 'log_sum_exp', 'logical_and', 'logical_not', 'logical_or', 'mat_mul', 'max'],
  ...['max_pool', 'mean', 'min', 'moments', 'neg', 'norm', 'not_equal', 'pool'],
  ...['reciprocal', 'relu', 'relu6', 'rsqrt', 'selu', 'sigmoid', 'sign', 'sin'],
  ...['softmax', 'softplus', 'sqrt', 'square', 'step', 'sub', 'sum', 'tan'],
  ...['tanh', 'unsorted_segment_sum', 'where'],
];
/** And of what is made of them. */
const COMPOSED = [
  ...['add', 'basic_lstm_cell', 'conv2d_separable', 'euclidean_norm', 'floordiv', 'log_sigmoid'],
  ...['image/resize_nearest_neighbor', 'moving_average', 'multi_rnn_cell'],
  ...['absolute_difference', 'compute_weighted_loss', 'cosine_distance', 'hinge_loss'].map(
    (n) => `losses/${n}`,
  ),
  ...['huber_loss', 'log_loss', 'mean_squared_error', 'sigmoid_cross_entropy'].map((n) => `losses/${n}`),
  'losses/softmax_cross_entropy',
];
const OPTIMIZERS = ['adadelta', 'adagrad', 'adam', 'adamax', 'momentum', 'rmsprop', 'sgd'];
const FILES = [
  ...[...OPERATIONS, ...COMPOSED].map((name) => `ops/${name}_test.js`),
  ...OPTIMIZERS.map((name) => `optimizers/${name}_optimizer_test.js`),
  'gradients_test.js',
];

/** Where the operators are defined otherwise, and docs/operators.md says so. */
const OTHERWISE = [
  // The gradient divides by the number of values under the window, as the average itself does.
  'avgPool canonical {} gradient x=[3,3,1] f=[3,3] s=1 p=explicit',
  // NaN under a window is not passed over.
  'maxPool canonical {} [x=[3,3,1] f=[2,2] s=1 ignores NaNs',
];

test('the canonical backend passes the tests of tfjs-core', { timeout: 300_000 }, async () => {
  registerCanonicalBackend();
  await tf.setBackend(CANONICAL_BACKEND);
  const results = await runCoreTests(CORE, CANONICAL_BACKEND, FILES, expect);
  const all = [...results];
  const passed = all.reduce((sum, [, result]) => sum + result.passed, 0);
  const failed = all.flatMap(([file, result]) => result.failed.map((one) => ({ file, ...one })));
  console.log(`${passed} of ${passed + failed.length} tests in ${all.length} files of tfjs-core pass`);
  for (const one of failed) console.log(`${one.file}: ${one.name}: ${one.why.split('\n')[0]}`);
  expect(failed.map(({ name }) => name).sort()).toEqual(OTHERWISE);
  expect(passed).toBeGreaterThan(1600);
});
