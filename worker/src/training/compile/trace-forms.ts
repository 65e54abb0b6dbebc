import type { Shape } from '@plumbline/verification/graph/types';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel, LayerVariable } from '@tensorflow/tfjs-layers';

type Layer = LayersModel['layers'][number];
type Call = Layer['call'];

/** Random numbers in [0, 1) of a shape, others at each call. */
export type DrawUniform = (shape: Shape) => tf.Tensor;

/** Layers that zero a part of their input at random, and of which shape what they draw is. */
const DROPPING: Readonly<Record<string, (config: tf.serialization.ConfigDict, shape: Shape) => Shape>> = {
  Dropout: ({ noiseShape }, shape) =>
    Array.isArray(noiseShape) ? shape.map((size, i) => (noiseShape[i] as number | null) ?? size) : shape,
  SpatialDropout1D: (_, [batch = 1, , channels = 1]) => [batch, 1, channels],
};

/** What tfjs does not declare of its convolution layers. */
interface ConvolutionLayer {
  readonly kernel: LayerVariable;
  readonly bias: LayerVariable | null;
  readonly strides: number | number[];
  readonly dilationRate: number | number[];
  readonly padding: 'valid' | 'same';
  readonly activation: { apply(x: tf.Tensor): tf.Tensor } | null;
}

function only(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
  return [inputs].flat()[0] as tf.Tensor;
}

/** Says that this layer is at work, as every layer's own `call` does. */
function announce(layer: Layer, ...call: Parameters<Call>): void {
  (layer as unknown as { invokeCallHook(...call: Parameters<Call>): void }).invokeCallHook(...call);
}

/** x/(1 - rate) where the number drawn is at least `rate`, 0 elsewhere (N. Srivastava et al. 2014, scaled when training). */
function dropping(layer: Layer, draw: DrawUniform): Call {
  const config = layer.getConfig();
  const rate = Number(config.rate);
  const shapeOf = DROPPING[layer.getClassName()];
  return (inputs, kwargs) =>
    tf.tidy(() => {
      announce(layer, inputs, kwargs);
      const x = only(inputs);
      if (!kwargs.training || !shapeOf || !(rate > 0 && rate < 1)) return tf.clone(x);
      const kept = tf.cast(tf.greaterEqual(draw(shapeOf(config, x.shape)), rate), 'float32');
      return tf.mul(x, tf.mul(kept, 1 / (1 - rate)));
    });
}

/** The layer without the fused kernel, for which tfjs has no gradient when taps lie apart. */
function dilated(layer: Layer): Call {
  const { kernel, bias, strides, dilationRate, padding, activation } = layer as unknown as ConvolutionLayer;
  const size = (value: number | number[]): [number, number] => {
    const [first = 1, second] = [value].flat();
    return layer.getClassName() === 'Conv1D' ? [1, first] : [first, second ?? first];
  };
  return (inputs, kwargs) =>
    tf.tidy(() => {
      announce(layer, inputs, kwargs);
      const x = only(inputs);
      const image = (layer.getClassName() === 'Conv1D' ? tf.expandDims(x, 1) : x) as tf.Tensor4D;
      const weights = kernel.read();
      const filter = (weights.rank === 3 ? tf.expandDims(weights, 0) : weights) as tf.Tensor4D;
      const y = tf.conv2d(image, filter, size(strides), padding, 'NHWC', size(dilationRate));
      const flat = x.rank === 3 ? tf.squeeze(y, [1]) : y;
      const biased = bias ? tf.add(flat, bias.read()) : flat;
      return activation ? activation.apply(biased) : biased;
    });
}

function traceForm(layer: Layer, draw: DrawUniform): Call | undefined {
  const name = layer.getClassName();
  if (name in DROPPING) return dropping(layer, draw);
  if (name !== 'Conv2D' && name !== 'Conv1D') return undefined;
  const { dilationRate, padding } = layer as unknown as ConvolutionLayer;
  const known = padding === 'valid' || padding === 'same';
  return known && [dilationRate].flat().some((rate) => rate > 1) ? dilated(layer) : undefined;
}

/** Runs `work` with layers in a form that can be traced, where tfjs runs them in one that cannot. */
export function withTraceForms<T>(model: LayersModel, draw: DrawUniform, work: () => T): T {
  const changed = model.layers.filter((layer) => {
    const call = traceForm(layer, draw);
    if (call) layer.call = call;
    return call !== undefined;
  });
  try {
    return work();
  } finally {
    // The method of the class is what was there.
    for (const layer of changed) Reflect.deleteProperty(layer, 'call');
  }
}
