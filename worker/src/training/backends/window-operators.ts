import { fromBits } from '@plumbline/verification/f32/bits';
import type { GraphNode, OperatorName, PoolWindow, Shape, Walk } from '@plumbline/verification/graph/types';
import { tapsInside } from '@plumbline/verification/operators/average-pool';
import { type Axis, walkAxes } from '@plumbline/verification/operators/window';
import * as tf from '@tensorflow/tfjs-core';

/** Computes one node with tfjs operations. */
type TfjsOperator = (inputs: readonly tf.Tensor[], node: GraphNode) => tf.Tensor;
type Image = tf.Tensor4D;

/** tfjs's explicit padding of images [n, h, w, c]. */
function explicit([top = 0, bottom = 0, left = 0, right = 0]: readonly number[]): [number, number][] {
  return [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
}

function forward(kernel: string): TfjsOperator {
  return ([x, filter], { operator }) => {
    const { strides, dilations, padding } = operator.value as Walk;
    const attributes = { strides, dilations, pad: explicit(padding), dataFormat: 'NHWC' };
    return tf
      .engine()
      .runKernel(
        kernel,
        { x: x as tf.Tensor, filter: filter as tf.Tensor },
        attributes as unknown as tf.NamedAttrMap,
      ) as tf.Tensor;
  };
}

/** What one tap reads at every output position: [n, oh, ow, c]. tfjs lacks gradients on some backends; taps do not. */
function readTap(padded: Image, rows: Axis, columns: Axis, ky: number, kx: number): Image {
  const [n, , , c] = padded.shape;
  const [y, x] = [ky * rows.dilation, kx * columns.dilation];
  const [endY, endX] = [
    y + (rows.outputs - 1) * rows.stride + 1,
    x + (columns.outputs - 1) * columns.stride + 1,
  ];
  return tf.stridedSlice(
    padded,
    [0, y, x, 0],
    [n, endY, endX, c],
    [1, rows.stride, columns.stride, 1],
  ) as Image;
}

/** [n, oh, ow, c] put at the inputs that one tap read, +0 elsewhere: [n, h, w, c]. */
function writeTap(y: Image, rows: Axis, columns: Axis, ky: number, kx: number): Image {
  const high = writeAxis(tf.reshape<tf.Rank.R3>(y, [y.shape[0], rows.outputs, -1]), rows, ky);
  const wide = tf.reshape<tf.Rank.R3>(high, [y.shape[0] * rows.inputs, columns.outputs, -1]);
  return tf.reshape(writeAxis(wide, columns, kx), [y.shape[0], rows.inputs, columns.inputs, y.shape[3]]);
}

/** [a, outputs, b] put along the middle axis at the inputs that one tap read: [a, inputs, b]. */
function writeAxis(
  y: tf.Tensor3D,
  { inputs, outputs, stride, dilation, before }: Axis,
  tap: number,
): tf.Tensor3D {
  const [a, , b] = y.shape;
  const apart = tf.pad(tf.reshape(y, [a * outputs, 1, b]), [
    [0, 0],
    [0, stride - 1],
    [0, 0],
  ]);
  const spread = tf.reshape(apart, [a, outputs * stride, b]) as tf.Tensor3D;
  const shift = tap * dilation - before;
  const tail = Math.max(0, inputs - shift - outputs * stride);
  const placed = tf.pad(spread, [
    [0, 0],
    [Math.max(0, shift), tail],
    [0, 0],
  ]);
  return tf.slice(placed, [0, Math.max(0, -shift), 0], [a, inputs, b]);
}

function taps(axes: readonly [Axis, Axis]): [number, number][] {
  const [rows, columns] = axes;
  return Array.from({ length: rows.taps * columns.taps }, (_, tap) => [
    Math.floor(tap / columns.taps),
    tap % columns.taps,
  ]);
}

function sum(parts: tf.Tensor[]): tf.Tensor {
  return parts.reduce((total, part) => tf.add(total, part));
}

function rowsOf(x: tf.Tensor): tf.Tensor2D {
  return tf.reshape(x, [-1, x.shape.at(-1) ?? 1]);
}

function filterAt(filter: tf.Tensor, ky: number, kx: number): tf.Tensor {
  const [, , c = 1, m = 1] = filter.shape;
  return tf.reshape(tf.slice(filter as Image, [ky, kx, 0, 0], [1, 1, c, m]), [c, m]);
}

function axesOf(walk: Walk, x: Shape, filter: Shape): [Axis, Axis] {
  return walkAxes(walk, x.slice(1, 3), filter.slice(0, 2));
}

const conv2dInputGradient: TfjsOperator = ([dy, filter], { operator, shape }) => {
  const [gradient, weights] = [dy as Image, filter as Image];
  const axes = axesOf(operator.value as Walk, shape, weights.shape);
  const [n, oh, ow] = gradient.shape;
  return sum(
    taps(axes).map(([ky, kx]) => {
      const back = tf.matMul(rowsOf(gradient), filterAt(weights, ky, kx), false, true);
      return writeTap(tf.reshape(back, [n, oh, ow, shape[3] ?? 1]), ...axes, ky, kx);
    }),
  );
};

const conv2dFilterGradient: TfjsOperator = ([x, dy], { operator, shape }) => {
  const walk = operator.value as Walk;
  const axes = axesOf(walk, (x as tf.Tensor).shape, shape);
  const padded = tf.pad(x as Image, explicit(walk.padding)) as Image;
  const parts = taps(axes).map(([ky, kx]) =>
    tf.matMul(rowsOf(readTap(padded, ...axes, ky, kx)), rowsOf(dy as tf.Tensor), true),
  );
  return tf.reshape(tf.concat(parts, 0), [...shape]);
};

const depthwiseInputGradient: TfjsOperator = ([dy, filter], { operator, shape }) => {
  const [gradient, weights] = [dy as Image, filter as Image];
  const axes = axesOf(operator.value as Walk, shape, weights.shape);
  const [n, oh, ow] = gradient.shape;
  const [, , c = 1, q = 1] = weights.shape;
  return sum(
    taps(axes).map(([ky, kx]) => {
      const own = tf.reshape(gradient, [n * oh * ow, c, q]);
      const back = tf.sum(tf.mul(own, filterAt(weights, ky, kx)), -1);
      return writeTap(tf.reshape(back, [n, oh, ow, c]), ...axes, ky, kx);
    }),
  );
};

const depthwiseFilterGradient: TfjsOperator = ([x, dy], { operator, shape }) => {
  const walk = operator.value as Walk;
  const axes = axesOf(walk, (x as tf.Tensor).shape, shape);
  const padded = tf.pad(x as Image, explicit(walk.padding)) as Image;
  const [, , c = 1, q = 1] = shape;
  const gradient = tf.reshape(dy as tf.Tensor, [-1, c, q]);
  const parts = taps(axes).map(([ky, kx]) => {
    const value = tf.reshape(readTap(padded, ...axes, ky, kx), [-1, c, 1]);
    return tf.reshape(tf.sum(tf.mul(value, gradient), 0), [c, q]);
  });
  return tf.reshape(tf.concat(parts, 0), [...shape]);
};

function poolAxes({ window, strides, padding }: PoolWindow, x: Shape): [Axis, Axis] {
  return walkAxes({ strides, dilations: [1, 1], padding }, x.slice(1, 3), window);
}

/** The values of a window one by one, the padding being `none`. */
function windowValues(x: tf.Tensor, value: PoolWindow, none: number): tf.Tensor[] {
  const axes = poolAxes(value, x.shape);
  const padded = tf.pad(x as Image, explicit(value.padding), none) as Image;
  return taps(axes).map(([ky, kx]) => readTap(padded, ...axes, ky, kx));
}

/** Below every finite f32, for backends whose padding does not take -∞. */
const LOWEST = -3.4028234663852886e38;

const maxPoolIndex: TfjsOperator = ([x], { operator }) => {
  const values = windowValues(x as tf.Tensor, operator.value as PoolWindow, LOWEST);
  let [best, index] = [values[0] as tf.Tensor, tf.zerosLike(values[0] as tf.Tensor)];
  values.forEach((value, tap) => {
    const larger = tf.less(best, value);
    index = tf.where(larger, tf.fill(index.shape, tap), index);
    best = tf.maximum(best, value);
  });
  return index;
};

const maxPoolGradient: TfjsOperator = ([dy, index], { operator, shape }) => {
  const axes = poolAxes(operator.value as PoolWindow, shape);
  return sum(
    taps(axes).map(([ky, kx], tap) => {
      const here = tf.cast(tf.equal(index as tf.Tensor, tap), 'float32');
      return writeTap(tf.mul(dy as tf.Tensor, here) as Image, ...axes, ky, kx);
    }),
  );
};

/** Number of values in each window: [1, oh, ow, 1]. */
function windowCounts([rows, columns]: readonly [Axis, Axis]): tf.Tensor {
  const counts = Float32Array.from(
    { length: rows.outputs * columns.outputs },
    (_, i) => tapsInside(rows, Math.floor(i / columns.outputs)) * tapsInside(columns, i % columns.outputs),
  );
  return tf.tensor4d(counts, [1, rows.outputs, columns.outputs, 1]);
}

const avgPool: TfjsOperator = ([x], { operator }) => {
  const value = operator.value as PoolWindow;
  const counts = windowCounts(poolAxes(value, (x as tf.Tensor).shape));
  return tf.div(sum(windowValues(x as tf.Tensor, value, 0)), counts);
};

const avgPoolGradient: TfjsOperator = ([dy], { operator, shape }) => {
  const axes = poolAxes(operator.value as PoolWindow, shape);
  const share = tf.div(dy as tf.Tensor, windowCounts(axes)) as Image;
  return sum(taps(axes).map(([ky, kx]) => writeTap(share, ...axes, ky, kx)));
};

const pad: TfjsOperator = ([x], { operator }) => {
  if (operator.type !== 'pad') return x as tf.Tensor;
  const { before, after, bits } = operator.value;
  const paddings = before.map((count, axis): [number, number] => [count, after[axis] ?? 0]);
  return tf.pad(x as tf.Tensor, paddings, fromBits(bits));
};

const slice: TfjsOperator = ([x], { operator, shape }) => {
  if (operator.type !== 'slice') return x as tf.Tensor;
  const { begin, strides } = operator.value;
  if (strides.every((stride) => stride === 1)) return tf.slice(x as tf.Tensor, [...begin], [...shape]);
  const end = begin.map((first, axis) => first + ((shape[axis] ?? 1) - 1) * (strides[axis] ?? 1) + 1);
  return tf.stridedSlice(x as tf.Tensor, [...begin], end, [...strides]);
};

/** Operators whose taps walk over images, and those that take tensors apart. */
export const tfjsWindowOperators: Readonly<Partial<Record<OperatorName, TfjsOperator>>> = {
  conv2d: forward('Conv2D'),
  conv2dInputGradient,
  conv2dFilterGradient,
  depthwiseConv2d: forward('DepthwiseConv2dNative'),
  depthwiseConv2dInputGradient: depthwiseInputGradient,
  depthwiseConv2dFilterGradient: depthwiseFilterGradient,
  maxPool: ([x], { operator }) =>
    windowValues(x as tf.Tensor, operator.value as PoolWindow, LOWEST).reduce((a, b) => tf.maximum(a, b)),
  maxPoolIndex,
  maxPoolGradient,
  avgPool,
  avgPoolGradient,
  pad,
  slice,
  concat: ([a, b], { operator }) =>
    tf.concat([a as tf.Tensor, b as tf.Tensor], operator.type === 'concat' ? operator.value.axis : 0),
};
