import type { Shape } from '@plumbline/verification/graph/types';
import * as tf from '@tensorflow/tfjs-core';
import type { Layer } from './nested-layers.ts';

/** Random numbers in [0, 1) of a shape, others at each call. */
export type DrawUniform = (shape: Shape) => tf.Tensor;

type Config = tf.serialization.ConfigDict;
type Noise = (x: tf.Tensor, config: Config, draw: DrawUniform) => tf.Tensor;

/** Scale and saturation of selu (Klambauer et al. 2017), to which AlphaDropout sets what it drops. */
const SATURATION = -1.6732632423543772 * 1.0507009873554805;

/** 1 where the number drawn is at least `rate`, 0 elsewhere. */
function kept(shape: Shape, rate: number, draw: DrawUniform): tf.Tensor {
  return tf.cast(tf.greaterEqual(draw(shape), rate), 'float32');
}

/** x/(1 - rate) where it is kept, 0 elsewhere (Srivastava et al. 2014, scaled when training). */
export function dropped(x: tf.Tensor, rate: number, shape: Shape, draw: DrawUniform): tf.Tensor {
  return tf.mul(x, tf.mul(kept(shape, rate, draw), 1 / (1 - rate)));
}

/** Normal numbers of mean 0 and deviation 1 (Box & Muller 1958): √(-2·ln(1 - u))·cos(2π·v). */
function normal(shape: Shape, draw: DrawUniform): tf.Tensor {
  const radius = tf.sqrt(tf.mul(tf.log(tf.sub(1, draw(shape))), -2));
  return tf.mul(radius, tf.cos(tf.mul(draw(shape), 2 * Math.PI)));
}

/** What each layer that draws random numbers makes of its input when it trains. */
const NOISE: Readonly<Record<string, Noise>> = {
  Dropout: (x, { rate, noiseShape }, draw) => {
    const shape = Array.isArray(noiseShape)
      ? x.shape.map((size, i) => (noiseShape[i] as number | null) ?? size)
      : x.shape;
    return dropped(x, Number(rate), shape, draw);
  },
  SpatialDropout1D: (x, { rate }, draw) => {
    const [batch = 1, , channels = 1] = x.shape;
    return dropped(x, Number(rate), [batch, 1, channels], draw);
  },
  GaussianNoise: (x, { stddev }, draw) => tf.add(x, tf.mul(normal(x.shape, draw), Number(stddev))),
  GaussianDropout: (x, { rate }, draw) => {
    const deviation = Math.sqrt(Number(rate) / (1 - Number(rate)));
    return tf.mul(x, tf.add(tf.mul(normal(x.shape, draw), deviation), 1));
  },
  AlphaDropout: (x, { rate }, draw) => {
    const share = Number(rate);
    const a = ((1 - share) * (1 + share * SATURATION ** 2)) ** -0.5;
    const mask = kept(x.shape, share, draw);
    const saturated = tf.add(tf.mul(x, mask), tf.mul(tf.sub(mask, 1), SATURATION));
    return tf.add(tf.mul(saturated, a), -a * SATURATION * share);
  },
};

/** The form of a layer that draws its random numbers from `draw`; undefined for a layer that draws none. */
export function randomForm(layer: Layer, draw: DrawUniform): Layer['call'] | undefined {
  const noise = NOISE[layer.getClassName()];
  if (!noise) return undefined;
  const config = layer.getConfig();
  const idle = config.rate !== undefined && !(Number(config.rate) > 0 && Number(config.rate) < 1);
  return (inputs, kwargs) =>
    tf.tidy(() => {
      const x = [inputs].flat()[0] as tf.Tensor;
      return kwargs.training && !idle ? noise(x, config, draw) : tf.clone(x);
    });
}
