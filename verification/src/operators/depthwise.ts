import { operand } from '../element/straight.ts';
import { sameShape, showShape } from '../graph/shape.ts';
import type { GraphNode, Shape, Walk } from '../graph/types.ts';
import { padded, sumOfProducts } from './conv2d.ts';
import { define, inputShape, type OperatorDefinition, ShapeError, unitsOfElements } from './definition.ts';
import {
  type Axis,
  coordinates,
  elementAt,
  type Image,
  imageShape,
  inputOf,
  outputOf,
  walkAxes,
} from './window.ts';

/** Each channel c of images [n, h, w, c] with its own q filters [kh, kw, c, q] gives [n, oh, ow, c·q]. */
interface Convolution {
  readonly x: Image;
  readonly filter: Image;
  readonly y: Image;
  readonly rows: Axis;
  readonly columns: Axis;
}

function convolutionOf(walk: Walk, images: Shape, filters: Shape, gradient?: Shape): Convolution {
  const x = imageShape(images, 'An image');
  const filter = imageShape(filters, 'A filter');
  if (x[3] !== filter[2]) {
    throw new ShapeError(
      'WrongInputShape',
      `A filter ${showShape(filters)} does not fit images ${showShape(images)}.`,
    );
  }
  const [rows, columns] = walkAxes(walk, x.slice(1, 3), filter.slice(0, 2));
  const y: Image = [x[0], rows.outputs, columns.outputs, x[3] * filter[3]];
  if (gradient !== undefined && !sameShape(y, gradient)) {
    throw new ShapeError(
      'WrongInputShape',
      `The gradient has shape ${showShape(gradient)}, the convolution gives ${showShape(y)}.`,
    );
  }
  return { x, filter, y, rows, columns };
}

function ofInputGradient(node: GraphNode, walk: Walk): Convolution {
  return convolutionOf(walk, node.shape, inputShape(node, 1), inputShape(node, 0));
}

function ofFilterGradient(node: GraphNode, walk: Walk): Convolution {
  return convolutionOf(walk, inputShape(node, 0), node.shape, inputShape(node, 1));
}

/**
 * `depthwiseConv2d{strides,dilations,padding}`: output channel c·q + j is channel c with its filter j. The sum of
 * products over (ky, kx), row-major; an image value in the padding is +0 and counts as such.
 */
const depthwiseConv2d = define<'depthwiseConv2d'>({
  name: 'depthwiseConv2d',
  arity: 2,
  inferShape: (node) => convolutionOf(node.operator.value, inputShape(node, 0), inputShape(node, 1)).y,
  units(node) {
    const [kh, kw] = imageShape(inputShape(node, 1), 'A filter');
    return unitsOfElements(node, 2 * kh * kw);
  },
  element(node, element) {
    const { x, filter, y, rows, columns } = convolutionOf(
      node.operator.value,
      inputShape(node, 0),
      inputShape(node, 1),
    );
    const [kh, kw, , q] = filter;
    const [image, row, column, output] = coordinates(element, y);
    return sumOfProducts(kh * kw, (tap) => {
      const atY = inputOf(rows, row, Math.floor(tap / kw));
      const atX = inputOf(columns, column, tap % kw);
      return [
        padded(0, atY >= 0 && atX >= 0, () => elementAt(x, [image, atY, atX, Math.floor(output / q)])),
        operand(1, tap * y[3] + output),
      ];
    });
  },
});

/** `depthwiseConv2dInputGradient`: as conv2dInputGradient, over (ky, kx, j) of the channel's own q filters. */
const depthwiseConv2dInputGradient = define<'depthwiseConv2dInputGradient'>({
  name: 'depthwiseConv2dInputGradient',
  arity: 2,
  inferShape: (node) => ofInputGradient(node, node.operator.value).x,
  units(node) {
    const [kh, kw, , q] = imageShape(inputShape(node, 1), 'A filter');
    return unitsOfElements(node, 2 * kh * kw * q);
  },
  element(node, element) {
    const { x, filter, y, rows, columns } = ofInputGradient(node, node.operator.value);
    const [kh, kw, , q] = filter;
    const [image, row, column, channel] = coordinates(element, x);
    return sumOfProducts(kh * kw * q, (i) => {
      const tap = Math.floor(i / q);
      const [ky, kx] = [Math.floor(tap / kw), tap % kw];
      const atY = outputOf(rows, row, ky);
      const atX = outputOf(columns, column, kx);
      return [
        padded(0, atY >= 0 && atX >= 0, () => elementAt(y, [image, atY, atX, channel * q + (i % q)])),
        operand(1, elementAt(filter, [ky, kx, channel, i % q])),
      ];
    });
  },
});

/** `depthwiseConv2dFilterGradient`: as conv2dFilterGradient, each filter with its own channel. */
const depthwiseConv2dFilterGradient = define<'depthwiseConv2dFilterGradient'>({
  name: 'depthwiseConv2dFilterGradient',
  arity: 2,
  inferShape: (node) => ofFilterGradient(node, node.operator.value).filter,
  units(node) {
    const [n, oh, ow] = imageShape(inputShape(node, 1), 'A gradient');
    return unitsOfElements(node, 2 * n * oh * ow);
  },
  element(node, element) {
    const { x, filter, y, rows, columns } = ofFilterGradient(node, node.operator.value);
    const [n, oh, ow, m] = y;
    const [ky, kx, channel, j] = coordinates(element, filter);
    return sumOfProducts(n * oh * ow, (i) => {
      const [image, row, column] = coordinates(i, [n, oh, ow, 1]);
      const atY = inputOf(rows, row, ky);
      const atX = inputOf(columns, column, kx);
      return [
        padded(0, atY >= 0 && atX >= 0, () => elementAt(x, [image, atY, atX, channel])),
        operand(1, i * m + channel * filter[3] + j),
      ];
    });
  },
});

export const DEPTHWISE_CONVOLUTION: readonly OperatorDefinition[] = [
  depthwiseConv2d,
  depthwiseConv2dInputGradient,
  depthwiseConv2dFilterGradient,
];
