import type * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { CompileError } from '../error.ts';

/** Loss of each example, or of all of them, from labels and predictions. */
export type LossFunction = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.Tensor;

/** A loss of tfjs-layers by name, or a function. */
export type Loss = string | LossFunction;

/** The function behind a loss, by way of a model that exists for nothing else: tfjs does not export them. */
export function lossFunction(loss: Loss): LossFunction {
  if (typeof loss === 'function') return loss;
  const inputs = layers.input({ shape: [1] });
  const outputs = layers.layers.activation({ activation: 'linear' }).apply(inputs) as layers.SymbolicTensor;
  const probe = layers.model({ inputs, outputs });
  try {
    probe.compile({ loss, optimizer: 'sgd' });
    const [found] = probe.lossFunctions;
    if (found) return found;
  } catch (cause) {
    throw new CompileError('UnsupportedLoss', `tfjs knows no loss called ${loss}.`, { cause });
  } finally {
    probe.dispose();
  }
  throw new CompileError('UnsupportedLoss', `tfjs knows no loss called ${loss}.`);
}
