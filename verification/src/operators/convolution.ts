import type { ElementProgram, Source } from '../element/instruction.ts';
import { computedLine, constant, instruction, operand, register } from '../element/straight.ts';
import type { GraphNode, Walk } from '../graph/types.ts';
import { ZERO } from './coefficients.ts';
import { type Convolution, convolutionOf, DEPTHWISE, FULL, type Kind } from './convolution-kinds.ts';
import { define, inputShape, type OperatorDefinition, unitsOfElements } from './definition.ts';
import { coordinates, elementAt, imageShape, inputOf, outputOf } from './window.ts';

/** For each i ascending: r1 := a_i·b_i; r0 := r0 + r1, from +0. Both factors of a product are worked out in O(1). */
function sumOfProducts(count: number, factors: (i: number) => readonly [Source, Source]): ElementProgram {
  return computedLine(2 * count, (t) =>
    t % 2 === 0 ? instruction(1, 'mul', ...factors(t / 2)) : instruction(0, 'add', register(0), register(1)),
  );
}

/** The element of an operand, or +0 where there is none. */
export function padded(index: number, valid: boolean, element: () => number): Source {
  return valid ? operand(index, element()) : constant(ZERO);
}

/**
 * `{strides,dilations,padding}`: images [n, h, w, c] and a filter give [n, oh, ow, …]. The sum of products over
 * (ky, kx, channel), row-major; an image value in the padding is +0 and counts as such.
 */
function forward(kind: Kind): OperatorDefinition {
  const of = (node: GraphNode, walk: Walk): Convolution =>
    convolutionOf(kind, walk, inputShape(node, 0), inputShape(node, 1));
  return define<Kind['name']>({
    name: kind.name,
    arity: 2,
    inferShape: (node) => of(node, node.operator.value).y,
    units(node) {
      const filter = imageShape(inputShape(node, 1), 'A filter');
      return unitsOfElements(node, 2 * filter[0] * filter[1] * kind.inputs(filter));
    },
    element(node, element) {
      const { x, filter, y, rows, columns } = of(node, node.operator.value);
      const [kh, kw] = filter;
      const channels = kind.inputs(filter);
      const [image, row, column, output] = coordinates(element, y);
      return sumOfProducts(kh * kw * channels, (i) => {
        const tap = Math.floor(i / channels);
        const [ky, kx] = [Math.floor(tap / kw), tap % kw];
        const channel = kind.input(filter, output, i % channels);
        const atY = inputOf(rows, row, ky);
        const atX = inputOf(columns, column, kx);
        return [
          padded(0, atY >= 0 && atX >= 0, () => elementAt(x, [image, atY, atX, channel])),
          operand(1, elementAt(filter, [ky, kx, channel, kind.filter(filter, output)])),
        ];
      });
    },
  });
}

/**
 * The gradient of the result and the filter give that of the images. The sum of products over (ky, kx, j), row-major,
 * j being the filters of the channel: the tap (ky, kx) of one result lay here; where of none, +0 counts.
 */
function inputGradient(kind: Kind): OperatorDefinition {
  const of = (node: GraphNode, walk: Walk): Convolution =>
    convolutionOf(kind, walk, node.shape, inputShape(node, 1), inputShape(node, 0));
  return define<`${Kind['name']}InputGradient`>({
    name: `${kind.name}InputGradient`,
    arity: 2,
    inferShape: (node) => of(node, node.operator.value).x,
    units(node) {
      const [kh, kw, , m] = imageShape(inputShape(node, 1), 'A filter');
      return unitsOfElements(node, 2 * kh * kw * m);
    },
    element(node, element) {
      const { x, filter, y, rows, columns } = of(node, node.operator.value);
      const [kh, kw, , m] = filter;
      const [image, row, column, channel] = coordinates(element, x);
      return sumOfProducts(kh * kw * m, (i) => {
        const [tap, j] = [Math.floor(i / m), i % m];
        const [ky, kx] = [Math.floor(tap / kw), tap % kw];
        const atY = outputOf(rows, row, ky);
        const atX = outputOf(columns, column, kx);
        const output = kind.output(filter, channel, j);
        return [
          padded(0, atY >= 0 && atX >= 0, () => elementAt(y, [image, atY, atX, output])),
          operand(1, elementAt(filter, [ky, kx, channel, j])),
        ];
      });
    },
  });
}

/**
 * The images and the gradient of the result give that of the filter. The sum of products over (image, oy, ox),
 * row-major; an image value in the padding is +0 and counts as such.
 */
function filterGradient(kind: Kind): OperatorDefinition {
  const of = (node: GraphNode, walk: Walk): Convolution =>
    convolutionOf(kind, walk, inputShape(node, 0), node.shape, inputShape(node, 1));
  return define<`${Kind['name']}FilterGradient`>({
    name: `${kind.name}FilterGradient`,
    arity: 2,
    inferShape: (node) => of(node, node.operator.value).filter,
    units(node) {
      const [n, oh, ow] = imageShape(inputShape(node, 1), 'A gradient');
      return unitsOfElements(node, 2 * n * oh * ow);
    },
    element(node, element) {
      const { x, filter, y, rows, columns } = of(node, node.operator.value);
      const [n, oh, ow, outputs] = y;
      const [ky, kx, channel, j] = coordinates(element, filter);
      const output = kind.output(filter, channel, j);
      return sumOfProducts(n * oh * ow, (i) => {
        const [image, row, column] = coordinates(i, [n, oh, ow, 1]);
        const atY = inputOf(rows, row, ky);
        const atX = inputOf(columns, column, kx);
        return [
          padded(0, atY >= 0 && atX >= 0, () => elementAt(x, [image, atY, atX, channel])),
          operand(1, i * outputs + output),
        ];
      });
    },
  });
}

/** Convolutions of all channels together and of each for itself, with their gradients. */
export const CONVOLUTION: readonly OperatorDefinition[] = [FULL, DEPTHWISE].flatMap((kind) => [
  forward(kind),
  inputGradient(kind),
  filterGradient(kind),
]);
