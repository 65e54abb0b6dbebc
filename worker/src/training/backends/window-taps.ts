import type { Axis } from '@plumbline/verification/operators/window';
import * as tf from '@tensorflow/tfjs-core';

export type Image = tf.Tensor4D;

/** tfjs's explicit padding of images [n, h, w, c]. */
export function explicit([top = 0, bottom = 0, left = 0, right = 0]: readonly number[]): [number, number][] {
  return [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
}

/** What one tap reads at every output position: [n, oh, ow, c]. tfjs lacks gradients on some backends; taps do not. */
export function readTap(padded: Image, rows: Axis, columns: Axis, ky: number, kx: number): Image {
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
export function writeTap(y: Image, rows: Axis, columns: Axis, ky: number, kx: number): Image {
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

/** All taps of a window, row by row. */
export function taps(axes: readonly [Axis, Axis]): [number, number][] {
  const [rows, columns] = axes;
  return Array.from({ length: rows.taps * columns.taps }, (_, tap) => [
    Math.floor(tap / columns.taps),
    tap % columns.taps,
  ]);
}
