import { sameShape, showShape } from '../graph/shape.ts';
import type { PoolWindow, Shape } from '../graph/types.ts';
import { ShapeError } from './definition.ts';
import { type Axis, type Image, imageShape, walkAxes } from './window.ts';

/** A window that walks over images [n, h, w, c] and makes one value of each position and channel: [n, oh, ow, c]. */
export interface Pooling {
  readonly x: Image;
  readonly y: Image;
  readonly rows: Axis;
  readonly columns: Axis;
  /** Positions in a window. */
  readonly taps: number;
}

/** @param gradient shape that has to be that of the result. Throws `ShapeError`. */
export function poolingOf(
  { window, strides, padding }: PoolWindow,
  images: Shape,
  gradient?: Shape,
): Pooling {
  const x = imageShape(images, 'An image');
  const [rows, columns] = walkAxes({ strides, dilations: [1, 1], padding }, x.slice(1, 3), window);
  const y: Image = [x[0], rows.outputs, columns.outputs, x[3]];
  if (gradient !== undefined && !sameShape(y, gradient)) {
    throw new ShapeError(
      'WrongInputShape',
      `The gradient has shape ${showShape(gradient)}, pooling gives ${showShape(y)}.`,
    );
  }
  if (
    [rows, columns].some(
      ({ inputs, outputs, stride, taps, before }) =>
        before >= taps || (outputs - 1) * stride - before >= inputs,
    )
  ) {
    throw new ShapeError(
      'BadAttribute',
      `With padding [${padding}] a window of [${window}] would hold nothing.`,
    );
  }
  return { x, y, rows, columns, taps: rows.taps * columns.taps };
}
