import { instruction, operand, straightLine } from '../element/straight.ts';
import { broadcastStrides, broadcastsTo, locate, showShape, stridesOf } from '../graph/shape.ts';
import type { Shape } from '../graph/types.ts';
import { define, inputShape, ShapeError, unitsOfElements } from './definition.ts';

/** Operators that only move elements. */

function checkPermutation(permutation: readonly number[], rank: number): void {
  const seen = new Set(permutation);
  if (permutation.length !== rank || seen.size !== rank || permutation.some((axis) => axis >= rank)) {
    throw new ShapeError('BadAttribute', `[${permutation.join(',')}] is no permutation of ${rank} axes.`);
  }
}

/** `transpose{permutation}`: axis i of the output is axis `permutation[i]` of the input. */
export const transpose = define<'transpose'>({
  name: 'transpose',
  arity: 1,
  inferShape(node): Shape {
    const input = inputShape(node, 0);
    const { permutation } = node.operator.value;
    checkPermutation(permutation, input.length);
    return permutation.map((axis) => input[axis] as number);
  },
  units: (node) => unitsOfElements(node, 1),
  element(node, element) {
    const strides = stridesOf(inputShape(node, 0));
    const moved = node.operator.value.permutation.map((axis) => strides[axis] as number);
    return straightLine([instruction(0, 'move', operand(0, locate(element, node.shape, moved)))]);
  },
});

/** `broadcast`: the input, aligned at the right, repeated along new axes and axes of size 1. */
export const broadcast = define<'broadcast'>({
  name: 'broadcast',
  arity: 1,
  inferShape(node) {
    const input = inputShape(node, 0);
    if (!broadcastsTo(input, node.shape)) {
      throw new ShapeError(
        'WrongOutputShape',
        `${showShape(input)} cannot be broadcast to ${showShape(node.shape)}.`,
      );
    }
    return node.shape;
  },
  units: (node) => unitsOfElements(node, 1),
  element(node, element) {
    const strides = broadcastStrides(inputShape(node, 0), node.shape);
    return straightLine([instruction(0, 'move', operand(0, locate(element, node.shape, strides)))]);
  },
});
