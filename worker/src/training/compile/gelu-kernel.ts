import * as tf from '@tensorflow/tfjs-core';

/** Kernels that tfjs lacks; they exist on the trace backend, where nobody reads their values. */
export const GELU_KERNELS = { gelu: 'Gelu', gelu_new: 'GeluTanh' } as const;

const SLOPE = Math.sqrt(2 / Math.PI);
const CUBIC = 0.044715;

/** Φ(x) + x·φ(x) */
function slope(x: tf.Tensor): tf.Tensor {
  const below = tf.mul(tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1), 0.5);
  const density = tf.mul(tf.exp(tf.mul(tf.square(x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
  return tf.add(below, tf.mul(x, density));
}

/** s + x·s·(1 - s)·w' with s = sigmoid(w), w = 2·√(2/π)·(x + 0.044715·x³) */
function slopeTanh(x: tf.Tensor): tf.Tensor {
  const square = tf.square(x);
  const s = tf.sigmoid(tf.mul(tf.mul(x, tf.add(tf.mul(square, CUBIC), 1)), 2 * SLOPE));
  const inner = tf.mul(tf.add(tf.mul(square, 3 * CUBIC), 1), 2 * SLOPE);
  return tf.add(s, tf.mul(tf.mul(x, inner), tf.mul(s, tf.sub(1, s))));
}

const SLOPES = { gelu: slope, gelu_new: slopeTanh } as const;

/** The operator gelu in place of tfjs's activation, which loses its left tail; undefined for other activations. */
export function geluActivation(activation: {
  getClassName?(): string;
}): ((x: tf.Tensor) => tf.Tensor) | undefined {
  const name = activation.getClassName?.();
  if (name !== 'gelu' && name !== 'gelu_new') return undefined;
  return (x) =>
    tf.customGrad((given, save) => {
      const input = given as tf.Tensor;
      (save as (tensors: tf.Tensor[]) => void)([input]);
      const value = tf.engine().runKernel(GELU_KERNELS[name], { x: input }) as tf.Tensor;
      return {
        value,
        gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(dy, SLOPES[name](saved[0] as tf.Tensor)),
      };
    })(x);
}
