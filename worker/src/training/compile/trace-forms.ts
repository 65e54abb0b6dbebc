import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel, LayerVariable } from '@tensorflow/tfjs-layers';
import { enter, placeNow } from './backend.ts';
import { geluActivation } from './gelu-kernel.ts';
import type { Layer } from './nested-layers.ts';
import { placesOf } from './places.ts';
import { type DrawUniform, dropped, randomForm } from './random-forms.ts';
import { replaced } from './replaced.ts';

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
  if (call) undo.push(replaced(layer as { call: Call }, 'call', call));
  const inside = layer as Inside;
  if (inside.dropout || inside.recurrentDropout) {
    forgetMasks(inside);
    undo.push(replaced(inside, 'dropoutFunc', (x, rate) => dropped(x, rate, x.shape, draw)));
    undo.push(() => forgetMasks(inside));
  }
  const gelu = inside.activation && geluActivation(inside.activation);
  if (gelu && inside.activation) undo.push(replaced(inside.activation, 'apply', gelu));
  return undo;
}

/** Has a layer say that it is at work before it works, and, inside of another, that the other is at work again. */
function announcing(layer: Layer, place: string): (() => void)[] {
  const saying = <T extends unknown[], R>(work: (this: Layer, ...given: T) => R) =>
    function (this: Layer, ...given: T): R {
      const outer = placeNow();
      enter(place);
      const result = work.apply(this, given);
      enter(outer);
      return result;
    };
  // Cells are called, never applied; what apply finds wrong with an input comes before any call; masks come after.
  return [
    replaced(layer as { call: Call }, 'call', saying(layer.call)),
    replaced(layer as { apply: Layer['apply'] }, 'apply', saying(layer.apply)),
    replaced(layer as { computeMask: Layer['computeMask'] }, 'computeMask', saying(layer.computeMask)),
  ];
}

/** Runs `work` with layers in a form that can be traced, where tfjs runs them in one that cannot, each saying that it is at work. */
export function withTraceForms<T>(model: LayersModel, draw: DrawUniform, work: () => T): T {
  const undo = placesOf(model.layers).flatMap(({ layer, place }) => [
    ...traceable(layer, draw),
    ...announcing(layer, place),
  ]);
  try {
    return work();
  } finally {
    for (const one of undo.reverse()) one();
  }
}
