import type { OperatorName, PoolWindow, Shape, Walk } from '@plumbline/verification/graph/types';
import { tapsInside } from '@plumbline/verification/operators/average-pool';
import { type Axis, walkAxes } from '@plumbline/verification/operators/window';
import * as tf from '@tensorflow/tfjs-core';
import type { TfjsOperator } from './tfjs-operator.ts';
import { explicit, type Image, readTap, taps, writeTap } from './window-taps.ts';

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

/** Operators whose taps walk over images. */
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
};
