import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { LAYER_CASES, type LayerCase, modelOf } from '../../compile/layer-cases.fixture.ts';
import { expectSameOnBoth, numbers, type Observed, settle, values } from './same-on-both.fixture.ts';

/** Layers that draw random numbers where no seed reaches: they are compared when they predict. */
const RANDOM = /dropout|noise/i;
/** What tfjs itself cannot do in a model, or has no gradient for: that is to be the same too. */
const TFJS_CANNOT: Readonly<Record<string, RegExp>> = {
  categoryEncoding: /to have shape \[null,\d+\]/,
  centerCrop: /gradient function not found for CropAndResize/,
  conv3dTranspose: /gradient function not found for Conv\dDBackpropInputV2/,
  resizing: /x must be rank/,
  thresholdedReLU: /gradient function not found for Greater/,
  'conv1d, dilated': /dilation/i,
  'conv2d, dilated': /dilation/i,
  'separableConv2d, dilated': /dilation/i,
};

function inputOf({ shape, wholeBelow, batchSize = 3 }: LayerCase): tf.Tensor {
  const x = numbers([batchSize, ...shape], 77);
  return wholeBelow === undefined ? x : tf.floor(tf.mul(tf.abs(x), wholeBelow));
}

describe('every layer computes and trains as on the cpu backend', () => {
  test.each(Object.entries(LAYER_CASES).filter(([, one]) => !hasOwnKernel(one)))('%s', async (name, one) => {
    const seen = await expectSameOnBoth(async () => {
      const model = settle(modelOf(one));
      const x = inputOf(one);
      const losses: number[] = [];
      const trains = !RANDOM.test(name);
      let before: Observed = null;
      try {
        before = values(model.predict(x) as tf.Tensor);
        model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0.05) });
        for (let step = 0; step < 2 && trains; step++) {
          losses.push((await model.trainOnBatch(x, numbers([x.shape[0] ?? 1, 1], 5))) as number);
        }
      } catch (error) {
        // The names of tensors are numbered from the start of the process.
        return { before, why: (error as Error).message.replace(/input\d+/g, 'input') };
      }
      return { before, losses, after: values(model.getWeights()), why: '' };
    }, 5e-4);
    expect(seen.why).toMatch(TFJS_CANNOT[name] ?? /^$/);
  });
});

/** A layer with gelu, whose kernel is this project's own: the cpu backend lacks it. */
function hasOwnKernel(one: LayerCase): boolean {
  return one === LAYER_CASES.dense;
}

const ACTIVATIONS = [
  ...['elu', 'hardSigmoid', 'linear', 'mish', 'relu', 'relu6', 'selu', 'sigmoid', 'softmax', 'softplus'],
  ...['softsign', 'swish', 'tanh'],
] as const;

test.each(ACTIVATIONS)('the activation %s and its gradient', async (activation) => {
  await expectSameOnBoth(async () => {
    const model = settle(
      tfl.sequential({
        layers: [tfl.layers.dense({ units: 6, activation, inputShape: [4] }), tfl.layers.dense({ units: 1 })],
      }),
    );
    model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0.1) });
    const x = tf.mul(numbers([8, 4], 3), 5);
    const loss = await model.trainOnBatch(x, numbers([8, 1], 4));
    return {
      loss: loss as number,
      after: values(model.getWeights()),
      output: values(model.predict(x) as tf.Tensor),
    };
  });
});

describe('what a layer does in training only', () => {
  test('dropout drops when it trains and passes everything on when it predicts', async () => {
    const seen = await expectSameOnBoth(() => {
      const layer = tfl.layers.dropout({ rate: 0.5, seed: 7 });
      const x = tf.ones([40, 10]);
      const training = layer.apply(x, { training: true }) as tf.Tensor;
      return {
        training: values(training),
        predicting: values(layer.apply(x) as tf.Tensor),
        kept: tf.mean(tf.cast(tf.greater(training, 0), 'float32')).dataSync()[0] as number,
      };
    });
    expect(seen.kept).toBeGreaterThan(0.35);
    expect(seen.kept).toBeLessThan(0.65);
    expect(new Set((seen.training as { values: number[] }).values)).toEqual(new Set([0, 2]));
    expect(new Set((seen.predicting as { values: number[] }).values)).toEqual(new Set([1]));
  });

  test('batch normalization keeps moving averages, which prediction then uses', async () => {
    const seen = await expectSameOnBoth(async () => {
      const layer = tfl.layers.batchNormalization({ inputShape: [3], momentum: 0.5 });
      const model = tfl.sequential({ layers: [layer] });
      model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0) });
      const x = tf.add(tf.mul(numbers([64, 3], 9), 2), 5);
      const first = values(layer.getWeights());
      await model.fit(x, x, { epochs: 6, batchSize: 64, shuffle: false });
      const [, , mean, variance] = layer.getWeights() as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
      const predicted = model.predict(x) as tf.Tensor;
      return {
        first,
        mean: [...mean.dataSync()],
        variance: [...variance.dataSync()],
        predicted: values(predicted),
      };
    });
    for (const mean of seen.mean as number[]) expect(Math.abs(mean - 5)).toBeLessThan(0.5);
    for (const variance of seen.variance as number[]) expect(Math.abs(variance - 4 / 3)).toBeLessThan(0.5);
  });
});
