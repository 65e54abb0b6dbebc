import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel, LayerVariable } from '@tensorflow/tfjs-layers';
import { geluActivation } from './gelu-kernel.ts';
import { layerNames } from './names.ts';
import { type Layer, nestedLayers } from './nested-layers.ts';
import { type DrawUniform, dropped, randomForm } from './random-forms.ts';

type Call = Layer['call'];

/** What tfjs does not declare of its convolution layers. */
interface ConvolutionLayer {
  readonly kernel: LayerVariable;
  readonly bias: LayerVariable | null;
  readonly strides: number | number[];
  readonly dilationRate: number | number[];
  readonly padding: 'valid' | 'same';
  readonly activation: { apply(x: tf.Tensor): tf.Tensor } | null;
}

/** What tfjs does not declare of its recurrent cells and of layers with an activation. */
interface Inside {
  dropout?: number;
  recurrentDropout?: number;
  dropoutFunc?: ((x: tf.Tensor, rate: number) => tf.Tensor) | undefined;
  dropoutMask?: tf.Tensor | tf.Tensor[] | null;
  recurrentDropoutMask?: tf.Tensor | tf.Tensor[] | null;
  activation?: { apply(x: tf.Tensor): tf.Tensor; getClassName?(): string } | null;
}

/** The layer without the fused kernel, for which tfjs has no gradient when taps lie apart. */
function dilated(layer: Layer): Call {
  const { kernel, bias, strides, dilationRate, padding, activation } = layer as unknown as ConvolutionLayer;
  const size = (value: number | number[]): [number, number] => {
    const [first = 1, second] = [value].flat();
    return layer.getClassName() === 'Conv1D' ? [1, first] : [first, second ?? first];
  };
  return (inputs) =>
    tf.tidy(() => {
      const x = [inputs].flat()[0] as tf.Tensor;
      const image = (layer.getClassName() === 'Conv1D' ? tf.expandDims(x, 1) : x) as tf.Tensor4D;
      const weights = kernel.read();
      const filter = (weights.rank === 3 ? tf.expandDims(weights, 0) : weights) as tf.Tensor4D;
      const y = tf.conv2d(image, filter, size(strides), padding, 'NHWC', size(dilationRate));
      const flat = x.rank === 3 ? tf.squeeze(y, [1]) : y;
      const biased = bias ? tf.add(flat, bias.read()) : flat;
      return activation ? activation.apply(biased) : biased;
    });
}

function isDilated(layer: Layer): boolean {
  const name = layer.getClassName();
  if (name !== 'Conv2D' && name !== 'Conv1D') return false;
  const { dilationRate, padding } = layer as unknown as ConvolutionLayer;
  const known = padding === 'valid' || padding === 'same';
  return known && [dilationRate].flat().some((rate) => rate > 1);
}

/** Puts `value` in place of a property until it is undone. */
function replace<T extends object, K extends keyof T>(of: T, key: K, value: T[K]): () => void {
  const own = Object.hasOwn(of, key);
  const former = of[key];
  of[key] = value;
  return () => {
    if (own) of[key] = former;
    else Reflect.deleteProperty(of, key);
  };
}

/** Masks of a cell are drawn once a sequence and kept; the next sequence draws others. */
function forgetMasks(cell: Inside): void {
  for (const key of ['dropoutMask', 'recurrentDropoutMask'] as const) {
    if (cell[key]) tf.dispose(cell[key]);
    if (key in cell) cell[key] = null;
  }
}

/** Brings one layer, without those inside it, into a form that can be traced. */
function traceable(layer: Layer, draw: DrawUniform): (() => void)[] {
  const undo: (() => void)[] = [];
  const call = randomForm(layer, draw) ?? (isDilated(layer) ? dilated(layer) : undefined);
  if (call) undo.push(replace(layer as { call: Call }, 'call', call));
  const inside = layer as Inside;
  if (inside.dropout || inside.recurrentDropout) {
    forgetMasks(inside);
    undo.push(replace(inside, 'dropoutFunc', (x, rate) => dropped(x, rate, x.shape, draw)));
    undo.push(() => forgetMasks(inside));
  }
  const gelu = inside.activation && geluActivation(inside.activation);
  if (gelu && inside.activation) undo.push(replace(inside.activation, 'apply', gelu));
  return undo;
}

/** Has every layer say that it is at work before it works. */
function announcing(layer: Layer, announce: () => void): () => void {
  const { call } = layer;
  return replace(layer as { call: Call }, 'call', function (this: Layer, ...given) {
    announce();
    return call.apply(this, given);
  });
}

/** Runs `work` with layers in a form that can be traced, where tfjs runs them in one that cannot; `at` is told which. */
export function withTraceForms<T>(
  model: LayersModel,
  draw: DrawUniform,
  at: (place: string) => void,
  work: () => T,
): T {
  const names = layerNames(model.layers);
  const undo = model.layers.flatMap((layer, i) => {
    const changed = nestedLayers(layer).flatMap((one) => traceable(one, draw));
    const announced = announcing(layer, () => {
      at(`layer ${names[i]} (${layer.getClassName()})`);
    });
    return [...changed, announced];
  });
  try {
    return work();
  } finally {
    for (const one of undo.reverse()) one();
  }
}
