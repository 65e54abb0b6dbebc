import type { ElementProgram, Source } from '../element/instruction.ts';
import { computedLine, constant, instruction, operand, register } from '../element/straight.ts';
import { sameShape, showShape } from '../graph/shape.ts';
import type { GraphNode, Shape, Walk } from '../graph/types.ts';
import { ZERO } from './coefficients.ts';
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

/** Everything about a convolution of images [n, h, w, c] with a filter [kh, kw, c, m] to [n, oh, ow, m]. */
interface Convolution {
  readonly x: Image;
  readonly filter: Image;
  readonly y: Image;
  readonly rows: Axis;
  readonly columns: Axis;
}

function convolutionOf(walk: Walk, images: Shape, filters: Shape): Convolution {
  const x = imageShape(images, 'An image');
  const filter = imageShape(filters, 'A filter');
  if (x[3] !== filter[2]) {
    throw new ShapeError(
      'WrongInputShape',
      `A filter ${showShape(filters)} does not fit images ${showShape(images)}.`,
    );
  }
  const [rows, columns] = walkAxes(walk, x.slice(1, 3), filter.slice(0, 2));
  return { x, filter, y: [x[0], rows.outputs, columns.outputs, filter[3]], rows, columns };
}

function checkGradient(expected: Shape, given: Shape): void {
  if (!sameShape(expected, given)) {
    throw new ShapeError(
      'WrongInputShape',
      `The gradient has shape ${showShape(given)}, the convolution gives ${showShape(expected)}.`,
    );
  }
}

/** The convolution whose gradient with respect to x a node of shape x computes from dy and filter. */
function ofInputGradient(node: GraphNode, walk: Walk): Convolution {
  const convolution = convolutionOf(walk, node.shape, inputShape(node, 1));
  checkGradient(convolution.y, inputShape(node, 0));
  return convolution;
}

/** The convolution whose gradient with respect to the filter a node of shape filter computes from x and dy. */
function ofFilterGradient(node: GraphNode, walk: Walk): Convolution {
  const convolution = convolutionOf(walk, inputShape(node, 0), node.shape);
  checkGradient(convolution.y, inputShape(node, 1));
  return convolution;
}

/** For each i ascending: r1 := a_i·b_i; r0 := r0 + r1, from +0. Both factors of a product are worked out in O(1). */
export function sumOfProducts(
  count: number,
  factors: (i: number) => readonly [Source, Source],
): ElementProgram {
  return computedLine(2 * count, (t) =>
    t % 2 === 0 ? instruction(1, 'mul', ...factors(t / 2)) : instruction(0, 'add', register(0), register(1)),
  );
}

/** The element of an operand, or +0 where there is none. */
export function padded(index: number, valid: boolean, element: () => number): Source {
  return valid ? operand(index, element()) : constant(ZERO);
}

/**
 * `conv2d{strides,dilations,padding}`: images [n, h, w, c] and a filter [kh, kw, c, m] give [n, oh, ow, m]. The sum
 * of products over (ky, kx, channel), row-major; an image value in the padding is +0 and counts as such.
 */
const conv2d = define<'conv2d'>({
  name: 'conv2d',
  arity: 2,
  inferShape: (node) => convolutionOf(node.operator.value, inputShape(node, 0), inputShape(node, 1)).y,
  units(node) {
    const [kh, kw, c] = imageShape(inputShape(node, 1), 'A filter');
    return unitsOfElements(node, 2 * kh * kw * c);
  },
  element(node, element) {
    const { x, filter, y, rows, columns } = convolutionOf(
      node.operator.value,
      inputShape(node, 0),
      inputShape(node, 1),
    );
    const [kh, kw, c, m] = filter;
    const [image, row, column, output] = coordinates(element, y);
    return sumOfProducts(kh * kw * c, (i) => {
      const tap = Math.floor(i / c);
      const atY = inputOf(rows, row, Math.floor(tap / kw));
      const atX = inputOf(columns, column, tap % kw);
      return [
        padded(0, atY >= 0 && atX >= 0, () => elementAt(x, [image, atY, atX, i % c])),
        operand(1, i * m + output),
      ];
    });
  },
});

/**
 * `conv2dInputGradient`: the gradient [n, oh, ow, m] of conv2d's result and its filter give that of its images. The
 * sum of products over (ky, kx, m), row-major: the tap (ky, kx) of one result lay here; where of none, +0 counts.
 */
const conv2dInputGradient = define<'conv2dInputGradient'>({
  name: 'conv2dInputGradient',
  arity: 2,
  inferShape: (node) => ofInputGradient(node, node.operator.value).x,
  units(node) {
    const [kh, kw, , m] = imageShape(inputShape(node, 1), 'A filter');
    return unitsOfElements(node, 2 * kh * kw * m);
  },
  element(node, element) {
    const { x, filter, y, rows, columns } = ofInputGradient(node, node.operator.value);
    const [kh, kw, , m] = filter;
    const [image, row, column, channel] = coordinates(element, x);
    return sumOfProducts(kh * kw * m, (i) => {
      const tap = Math.floor(i / m);
      const [ky, kx] = [Math.floor(tap / kw), tap % kw];
      const atY = outputOf(rows, row, ky);
      const atX = outputOf(columns, column, kx);
      return [
        padded(0, atY >= 0 && atX >= 0, () => elementAt(y, [image, atY, atX, i % m])),
        operand(1, elementAt(filter, [ky, kx, channel, i % m])),
      ];
    });
  },
});

/**
 * `conv2dFilterGradient`: conv2d's images and the gradient of its result give that of its filter. The sum of products
 * over (image, oy, ox), row-major; an image value in the padding is +0 and counts as such.
 */
const conv2dFilterGradient = define<'conv2dFilterGradient'>({
  name: 'conv2dFilterGradient',
  arity: 2,
  inferShape: (node) => ofFilterGradient(node, node.operator.value).filter,
  units(node) {
    const [n, oh, ow] = imageShape(inputShape(node, 1), 'A gradient');
    return unitsOfElements(node, 2 * n * oh * ow);
  },
  element(node, element) {
    const { x, filter, y, rows, columns } = ofFilterGradient(node, node.operator.value);
    const [n, oh, ow, m] = y;
    const [ky, kx, channel, output] = coordinates(element, filter);
    return sumOfProducts(n * oh * ow, (i) => {
      const [image, row, column] = coordinates(i, [n, oh, ow, 1]);
      const atY = inputOf(rows, row, ky);
      const atX = inputOf(columns, column, kx);
      return [
        padded(0, atY >= 0 && atX >= 0, () => elementAt(x, [image, atY, atX, channel])),
        operand(1, i * m + output),
      ];
    });
  },
});

export const CONVOLUTION: readonly OperatorDefinition[] = [conv2d, conv2dInputGradient, conv2dFilterGradient];
