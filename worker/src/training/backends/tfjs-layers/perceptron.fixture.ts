import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { numbers, settle } from './same-on-both.fixture.ts';

export const ROWS = 20;
export const FEATURES = 3;

/** Two dense layers on `FEATURES` values. */
export function perceptron(outputs = 1, activation: 'linear' | 'softmax' = 'linear'): tfl.Sequential {
  return settle(
    tfl.sequential({
      layers: [
        tfl.layers.dense({ units: 4, activation: 'tanh', inputShape: [FEATURES] }),
        tfl.layers.dense({ units: outputs, activation }),
      ],
    }),
  );
}

export const inputs = (): tf.Tensor => numbers([ROWS, FEATURES], 11);
/** Half of what the inputs add up to. */
export const targets = (): tf.Tensor => tf.mul(tf.sum(inputs(), 1, true), 0.5);
export const classes = (count: number): number[] => Array.from({ length: ROWS }, (_, i) => (i * 7) % count);
export const oneHot = (count: number): tf.Tensor =>
  tf.cast(tf.oneHot(tf.tensor1d(classes(count), 'int32'), count), 'float32');
