import { toHex } from '@plumbline/verification/hash/hex';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { createTfjsExecutor } from '../backends/tfjs.ts';
import { createCanonicalExecutor } from '../execute/executor.ts';
import { buildCnn } from '../models/cnn.ts';
import { crossEntropy } from '../models/cross-entropy.ts';
import { type CompileOptions, compileModel } from './compile.ts';
import { expectSameStep } from './same-step.fixture.ts';

const { conv1d, conv2d, conv2dTranspose, dense, depthwiseConv2d, flatten, reshape, separableConv2d } =
  tfl.layers;

/** Rows of 6 × 5 images with 2 channels and a number to predict. */
function images(layers: tfl.layers.Layer[], options: Partial<CompileOptions> = {}): CompileOptions {
  return {
    model: tfl.sequential({ layers: [...layers, flatten(), dense({ units: 1 })] }),
    loss: 'meanSquaredError',
    optimizer: tf.train.sgd(0.05),
    batchSize: 3,
    inputs: { offset: 0, shape: [6, 5, 2] },
    labels: { offset: 60, shape: [1] },
    rowStride: 61,
    rowWidth: 61,
    ...options,
  };
}

const inputShape = [6, 5, 2];

describe('the step that tfjs takes on images is the step that the program takes', () => {
  test.each<[string, () => tfl.layers.Layer[]]>([
    ['convolution', () => [conv2d({ filters: 3, kernelSize: 3, inputShape, activation: 'relu' })]],
    [
      'strides and same padding',
      () => [
        conv2d({ filters: 3, kernelSize: [3, 2], strides: 2, padding: 'same', inputShape }),
        conv2d({ filters: 2, kernelSize: 2, padding: 'same' }),
      ],
    ],
    [
      'depthwise convolution',
      () => [
        depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, inputShape }),
        depthwiseConv2d({ kernelSize: 2, padding: 'same' }),
      ],
    ],
    [
      'transposed convolution',
      () => [conv2dTranspose({ filters: 2, kernelSize: 3, strides: 2, inputShape })],
    ],
    [
      'one-dimensional convolution',
      () => [
        reshape({ targetShape: [15, 4], inputShape }),
        conv1d({ filters: 3, kernelSize: 4, strides: 2, activation: 'tanh' }),
        conv1d({ filters: 2, kernelSize: 2, padding: 'same' }),
      ],
    ],
    ['largest of a window', () => [tfl.layers.maxPooling2d({ poolSize: 2, inputShape })]],
    [
      'largest of windows that overlap, same padding',
      () => [tfl.layers.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same', inputShape })],
    ],
    ['average of a window', () => [tfl.layers.averagePooling2d({ poolSize: 2, strides: 1, inputShape })]],
    [
      'largest of everything',
      () => [tfl.layers.globalMaxPooling2d({ inputShape }), reshape({ targetShape: [2, 1] })],
    ],
    [
      'pooling of one dimension',
      () => [
        reshape({ targetShape: [15, 4], inputShape }),
        tfl.layers.maxPooling1d({ poolSize: 3 }),
        tfl.layers.averagePooling1d({ poolSize: 2 }),
      ],
    ],
    [
      'padding, cropping, upsampling',
      () => [
        tfl.layers.zeroPadding2d({
          padding: [
            [1, 0],
            [2, 1],
          ],
          inputShape,
        }),
        tfl.layers.cropping2D({
          cropping: [
            [1, 1],
            [1, 0],
          ],
        }),
        conv2d({ filters: 2, kernelSize: 2 }),
      ],
    ],
  ])('%s', async (_, layers) => {
    await expectSameStep(images(layers()));
  });

  test('separable convolution', async () => {
    await expectSameStep(images([separableConv2d({ filters: 3, kernelSize: 3, inputShape })]));
  });

  test('branches that are put together and taken apart', async () => {
    const input = tfl.input({ shape: inputShape });
    const branch = (size: number) =>
      conv2d({ filters: size, kernelSize: size, padding: 'same' }).apply(input) as tfl.SymbolicTensor;
    const joined = tfl.layers.concatenate().apply([branch(1), branch(2), branch(3)]) as tfl.SymbolicTensor;
    const outputs = dense({ units: 1 }).apply(flatten().apply(joined)) as tfl.SymbolicTensor;
    await expectSameStep(
      images([reshape({ targetShape: [60, 1], inputShape })], {
        model: tfl.model({ inputs: input, outputs }),
      }),
    );
  });

  test('a dilated convolution, whose gradient tfjs does not have, learns', async () => {
    const layers = [conv2d({ filters: 3, kernelSize: 2, dilationRate: 2, inputShape })];
    const program = await compileModel(images(layers));
    const dataset = Float32Array.from({ length: 3 * 61 }, (_, i) => Math.sin(i * 1.7));
    const seed = new Uint8Array(32);
    const executor = await createCanonicalExecutor({ program, dataset, rows: 3, seed });
    executor.initialState(seed);
    const first = executor.runStep(0);
    for (let step = 1; step < 20; step++) executor.runStep(step);
    expect(executor.runStep(20)).toBeLessThan(first / 2);
    expect(() =>
      tf.grad((x: tf.Tensor) => tf.conv2d(x as tf.Tensor3D, tf.ones([2, 2, 2, 1]), 1, 'valid', 'NHWC', 2))(
        tf.ones([6, 5, 2]),
      ),
    ).toThrow(/dilation/);
  });
});

describe('a CNN on images of 28 × 28', () => {
  const SIZE = 28;
  const ROWS = 64;
  const WIDTH = SIZE * SIZE + 1;

  /** Bars that lie or stand, in noise. */
  const dataset = Float32Array.from({ length: ROWS * WIDTH }, (_, i) => {
    const [row, at] = [Math.floor(i / WIDTH), i % WIDTH];
    if (at === WIDTH - 1) return row % 3;
    const [y, x] = [Math.floor(at / SIZE), at % SIZE];
    const noise = ((i * 2654435761) >>> 16) / 65536 / 2;
    const bright = [y % 6 < 2, x % 6 < 2, (x + y + row) % 6 < 2][row % 3];
    return bright ? 1 - noise : noise;
  });

  async function compiled() {
    return compileModel({
      model: buildCnn({ image: [SIZE, SIZE, 1], filters: [4, 8], classes: 3 }),
      loss: crossEntropy,
      optimizer: tf.train.adam(0.005),
      batchSize: 8,
      inputs: { offset: 0, shape: [SIZE, SIZE, 1] },
      labels: { offset: WIDTH - 1, shape: [] },
      rowStride: WIDTH,
      rowWidth: WIDTH,
    });
  }

  test('learns, and two runs agree in every bit', async () => {
    const program = await compiled();
    const seed = new Uint8Array(32).fill(4);
    const roots: string[] = [];
    for (let run = 0; run < 2; run++) {
      const executor = await createCanonicalExecutor({ program, dataset, rows: ROWS, seed });
      executor.initialState(seed);
      const losses = Array.from({ length: 40 }, (_, step) => executor.runStep(step));
      expect(losses[0]).toBeGreaterThan(0.7);
      expect(losses.at(-1)).toBeLessThan(0.2);
      roots.push(toHex(executor.stateRoot()));
    }
    expect(roots[1]).toBe(roots[0]);
  });

  test.each(['cpu', 'wasm'] as const)('trains to nearly the same weights on tfjs %s', async (backend) => {
    const program = await compiled();
    const seed = new Uint8Array(32).fill(4);
    const options = { program, dataset, rows: ROWS, seed };
    const [canonical, other] = [
      await createCanonicalExecutor(options),
      await createTfjsExecutor({ ...options, backend }),
    ];
    canonical.initialState(seed);
    other.initialState(seed);
    for (let step = 0; step < 2; step++) {
      expect(other.runStep(step)).toBeCloseTo(canonical.runStep(step), 4);
    }
    other.dispose();
  });
});
