import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { generator } from '../kernels/equal-bits.fixture.ts';
import { CANONICAL_BACKEND, CANONICAL_KERNELS, registerCanonicalBackend } from './canonical.ts';

type Make = (shape: readonly number[], low?: number, high?: number) => tf.Tensor;

/** Tensors of numbers that follow from a seed. */
function source(seed: number): Make {
  const next = generator(seed);
  return (shape, low = -2, high = 2) => {
    const size = shape.reduce((product, axis) => product * axis, 1);
    return tf.tensor(
      Array.from({ length: size }, () => low + next() * (high - low)),
      [...shape],
      'float32',
    );
  };
}

/** The namespace as a record, to call operations by name. */
const operations = tf as unknown as Readonly<Record<string, unknown>>;

const unary = (...names: (keyof typeof tf)[]): Record<string, (make: Make, shape: number[]) => tf.Tensor> =>
  Object.fromEntries(
    names.map((name) => [
      name,
      (make, shape) => (operations[name] as (x: tf.Tensor) => tf.Tensor)(make(shape, 0.1, 0.9)),
    ]),
  );
const signed = (...names: (keyof typeof tf)[]): Record<string, (make: Make, shape: number[]) => tf.Tensor> =>
  Object.fromEntries(
    names.map((name) => [
      name,
      (make, shape) => (operations[name] as (x: tf.Tensor) => tf.Tensor)(make(shape, -4, 4)),
    ]),
  );
const binary = (...names: (keyof typeof tf)[]): Record<string, (make: Make, shape: number[]) => tf.Tensor> =>
  Object.fromEntries(
    names.map((name) => [
      name,
      (make, shape) =>
        (operations[name] as (a: tf.Tensor, b: tf.Tensor) => tf.Tensor)(
          make(shape, 0.2, 3),
          make(
            shape.map((size, i) => (i % 2 ? 1 : size)),
            0.2,
            3,
          ),
        ),
    ]),
  );
const image = (shape: number[]): [number, number, number, number] => {
  const [a = 1, b = 1, c = 1] = shape;
  return [a, 4 + b, 5 + c, 1 + (b % 3)];
};

/** An operation for each kernel, or a few, on tensors of any shape of rank 3. */
const OPERATIONS: Record<string, (make: Make, shape: number[]) => tf.Tensor> = {
  ...unary('log', 'rsqrt', 'sqrt', 'reciprocal', 'log1p'),
  ...signed('abs', 'ceil', 'cos', 'elu', 'erf', 'exp', 'expm1', 'floor', 'neg', 'relu', 'relu6', 'selu'),
  ...signed('sigmoid', 'sign', 'sin', 'softplus', 'square', 'step', 'tan', 'tanh', 'leakyRelu', 'softmax'),
  ...signed('logSoftmax', 'sum', 'mean', 'max', 'min', 'argMax', 'argMin'),
  ...binary('add', 'sub', 'mul', 'div', 'maximum', 'minimum', 'pow', 'squaredDifference', 'floorDiv'),
  ...binary('equal', 'notEqual', 'less', 'lessEqual', 'greater', 'greaterEqual', 'mod'),
  prelu: (make, shape) => tf.prelu(make(shape), make([shape[2] ?? 1])),
  clipByValue: (make, shape) => tf.clipByValue(make(shape), -0.5, 0.7),
  sumAxis: (make, shape) => tf.sum(make(shape), [0, 2]),
  maxAxis: (make, shape) => tf.max(make(shape), 1, true),
  any: (make, shape) => tf.cast(tf.any(tf.less(make(shape), -1), 1), 'float32'),
  matMul: (make, [a = 1, b = 1, c = 1]) => tf.matMul(make([2, a, b]), make([2, c, b]), false, true),
  fusedMatMul: (make, [a = 1, b = 1, c = 1]) =>
    tf.fused.matMul({
      a: make([a, b]) as tf.Tensor2D,
      b: make([b, c]) as tf.Tensor2D,
      bias: make([c]),
      activation: 'sigmoid',
    }),
  addN: (make, shape) => tf.addN([make(shape), make(shape), make(shape)]),
  batchNorm: (make, shape) => {
    const own = [shape[2] ?? 1];
    return tf.batchNorm(make(shape), make(own), make(own, 0.1, 2), make(own), make(own)) as tf.Tensor;
  },
  segmentSum: (make, [a = 1, b = 1]) =>
    tf.unsortedSegmentSum(
      make([a, b]),
      tf.tensor1d(
        Array.from({ length: a }, (_, i) => i % 2),
        'int32',
      ),
      2,
    ),
  conv2d: (make, shape) => {
    const x = image(shape);
    return tf.conv2d(make(x) as tf.Tensor4D, make([3, 2, x[3], 2]) as tf.Tensor4D, [2, 1], 'same');
  },
  depthwiseConv2d: (make, shape) => {
    const x = image(shape);
    return tf.depthwiseConv2d(make(x) as tf.Tensor4D, make([2, 2, x[3], 2]) as tf.Tensor4D, 1, 'valid');
  },
  convGradients: (make, shape) => {
    const x = image(shape);
    const y = (a: tf.Tensor, f: tf.Tensor): tf.Tensor =>
      tf.square(tf.conv2d(a as tf.Tensor4D, f as tf.Tensor4D, 1, 'same'));
    const [dx, df] = tf.grads(y)([make(x), make([2, 3, x[3], 2])]);
    return tf.concat([tf.reshape(dx as tf.Tensor, [-1]), tf.reshape(df as tf.Tensor, [-1])]);
  },
  depthwiseGradients: (make, shape) => {
    const x = image(shape);
    const y = (a: tf.Tensor, f: tf.Tensor): tf.Tensor =>
      tf.square(tf.depthwiseConv2d(a as tf.Tensor4D, f as tf.Tensor4D, 1, 'same'));
    const [dx, df] = tf.grads(y)([make(x), make([2, 3, x[3], 1])]);
    return tf.concat([tf.reshape(dx as tf.Tensor, [-1]), tf.reshape(df as tf.Tensor, [-1])]);
  },
  maxPool: (make, shape) => tf.maxPool(make(image(shape)) as tf.Tensor4D, 3, 2, 'same'),
  avgPool: (make, shape) => tf.avgPool(make(image(shape)) as tf.Tensor4D, 2, 2, 'valid'),
  poolGradients: (make, shape) =>
    tf.grad((x) =>
      tf.add(
        tf.sum(tf.square(tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'))),
        tf.sum(tf.square(tf.avgPool(x as tf.Tensor4D, 2, 2, 'valid'))),
      ),
    )(make(image(shape))),
  eluGradient: (make, shape) => tf.grad((x) => tf.elu(x))(make(shape)),
};

beforeAll(async () => {
  registerCanonicalBackend();
  await tf.setBackend('cpu');
});

/** What `work` gives on a backend. */
async function on(
  backend: string,
  work: () => tf.Tensor,
): Promise<{ values: number[]; shape: number[]; dtype: string }> {
  await tf.setBackend(backend);
  const result = tf.tidy(work);
  const found = { values: [...result.dataSync()], shape: result.shape, dtype: result.dtype };
  result.dispose();
  await tf.setBackend('cpu');
  return found;
}

describe('the canonical backend gives what the cpu backend gives, nearly', () => {
  test.each(Object.entries(OPERATIONS))('%s', async (_, operation) => {
    const axis = fc.integer({ min: 1, max: 5 });
    await fc.assert(
      fc.asyncProperty(axis, axis, axis, fc.nat(1000), async (a, b, c, seed) => {
        const work = (): tf.Tensor => operation(source(seed), [a, b, c]);
        const [own, truth] = [await on(CANONICAL_BACKEND, work), await on('cpu', work)];
        expect([own.shape, own.dtype]).toEqual([truth.shape, truth.dtype]);
        truth.values.forEach((value, i) => {
          expect(Math.abs((own.values[i] as number) - value)).toBeLessThan(2e-5 * (1 + Math.abs(value)));
        });
      }),
      { numRuns: 6 },
    );
  });
});

test('a model evaluates and predicts on it, and leaves no tensors behind', async () => {
  await tf.setBackend(CANONICAL_BACKEND);
  const { dense } = tfl.layers;
  const model = tfl.sequential({
    layers: [
      dense({ units: 5, activation: 'gelu', inputShape: [3] }),
      dense({ units: 2, activation: 'softmax' }),
    ],
  });
  model.compile({ loss: 'categoricalCrossentropy', optimizer: 'sgd', metrics: ['accuracy', 'precision'] });
  const [x, y] = [
    tf.ones([4, 3]),
    tf.tensor2d([
      [1, 0],
      [0, 1],
      [1, 0],
      [0, 1],
    ]),
  ];
  await model.trainOnBatch(x, y);
  const { numTensors } = tf.memory();
  const first = (model.predict(x) as tf.Tensor).dataSync();
  const values = (model.evaluate(x, y) as tf.Scalar[]).map((value) => value.dataSync()[0]);
  expect(values.every(Number.isFinite)).toBe(true);
  const again = tf.tidy(() => (model.predict(x) as tf.Tensor).dataSync());
  expect(again).toEqual(first);
  expect(tf.memory().numTensors - numTensors).toBe(1 + values.length);
  await tf.setBackend('cpu');
});

test.each(Object.keys(tfl.metrics))('the metric %s is what the cpu backend computes', async (name) => {
  const metric = (tfl.metrics as unknown as Record<string, (y: tf.Tensor, p: tf.Tensor) => tf.Tensor>)[name];
  const work = (): tf.Tensor => {
    const truth = tf.tensor2d([1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0], [4, 3]);
    const sparse = name.startsWith('sparse');
    const labels = sparse ? tf.tensor2d([0, 1, 2, 1], [4, 1]) : truth;
    const guess = tf.softmax(source(5)([4, 3]));
    return tf.cast((metric as NonNullable<typeof metric>)(labels, guess), 'float32');
  };
  const [own, truth] = [await on(CANONICAL_BACKEND, work), await on('cpu', work)];
  expect(own.shape).toEqual(truth.shape);
  truth.values.forEach((value, i) => {
    // Not a number, or beyond them, for both.
    if (Object.is(own.values[i], value)) return;
    expect(Math.abs((own.values[i] as number) - value)).toBeLessThan(1e-5 * (1 + Math.abs(value)));
  });
});

test('a call whose numbers JSON has no words for is not taken for another', async () => {
  await tf.setBackend(CANONICAL_BACKEND);
  const slopes = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];
  expect(slopes.map((slope) => tf.leakyRelu(tf.tensor1d([-1]), slope).dataSync()[0])).toEqual([
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NaN,
  ]);
});

test('what computes is canonical, what moves is not its business', () => {
  for (const name of ['Exp', 'BatchMatMul', 'Softmax', 'Conv2D', 'Sum', 'Pow']) {
    expect(CANONICAL_KERNELS.has(name)).toBe(true);
  }
  for (const name of ['Reshape', 'GatherV2', 'Atan']) expect(CANONICAL_KERNELS.has(name)).toBe(false);
});
