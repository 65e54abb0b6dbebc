import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { CANONICAL_BACKEND, registerCanonicalBackend } from './canonical.ts';
import { runCoreTests } from './tfjs-core-suite.fixture.ts';

const CORE = new URL('./', pathToFileURL(createRequire(import.meta.url).resolve('@tensorflow/tfjs-core')));

/** tfjs-core's own tests of what the canonical kernels compute. */
const FILES = [
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
].map((name) => `ops/${name}_test.js`);

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
  expect(passed).toBeGreaterThan(1300);
});
