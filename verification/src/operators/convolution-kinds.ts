import { sameShape, showShape } from '../graph/shape.ts';
import type { Shape, Walk } from '../graph/types.ts';
import { ShapeError } from './definition.ts';
import { type Axis, type Image, imageShape, walkAxes } from './window.ts';

/** Which channels of the images and of the result a filter [kh, kw, c, m] takes together. */
export interface Kind {
  readonly name: 'conv2d' | 'depthwiseConv2d';
  /** Channels of the result. */
  outputs(filter: Image): number;
  /** Channels of an image that one channel of the result is made of. */
  inputs(filter: Image): number;
  /** The `i`-th of those. */
  input(filter: Image, output: number, i: number): number;
  /** Which of a channel's filters makes a channel of the result. */
  filter(filter: Image, output: number): number;
  /** The channel of the result that filter `j` of a channel goes to. */
  output(filter: Image, channel: number, j: number): number;
}

/** All channels add up to each of m results: [n, oh, ow, m]. */
export const FULL: Kind = {
  name: 'conv2d',
  outputs: ([, , , m]) => m,
  inputs: ([, , c]) => c,
  input: (_filter, _output, i) => i,
  filter: (_filter, output) => output,
  output: (_filter, _channel, j) => j,
};

/** Each channel c has q results of its own, c·q + j: [n, oh, ow, c·q]. */
export const DEPTHWISE: Kind = {
  name: 'depthwiseConv2d',
  outputs: ([, , c, q]) => c * q,
  inputs: () => 1,
  input: ([, , , q], output) => Math.floor(output / q),
  filter: ([, , , q], output) => output % q,
  output: ([, , , q], channel, j) => channel * q + j,
};

/** Everything about a convolution of images [n, h, w, c] with a filter [kh, kw, c, m]. */
export interface Convolution {
  readonly x: Image;
  readonly filter: Image;
  readonly y: Image;
  readonly rows: Axis;
  readonly columns: Axis;
}

/** @throws ShapeError when they do not fit each other, or not the shape of the gradient that is given. */
export function convolutionOf(
  kind: Kind,
  walk: Walk,
  images: Shape,
  filters: Shape,
  gradient?: Shape,
): Convolution {
  const x = imageShape(images, 'An image');
  const filter = imageShape(filters, 'A filter');
  if (x[3] !== filter[2]) {
    throw new ShapeError(
      'WrongInputShape',
      `A filter ${showShape(filters)} does not fit images ${showShape(images)}.`,
    );
  }
  const [rows, columns] = walkAxes(walk, x.slice(1, 3), filter.slice(0, 2));
  const y: Image = [x[0], rows.outputs, columns.outputs, kind.outputs(filter)];
  if (gradient !== undefined && !sameShape(y, gradient)) {
    throw new ShapeError(
      'WrongInputShape',
      `The gradient has shape ${showShape(gradient)}, the convolution gives ${showShape(y)}.`,
    );
  }
  return { x, filter, y, rows, columns };
}
