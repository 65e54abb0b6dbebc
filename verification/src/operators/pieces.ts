import { constant, instruction, operand, straightLine } from '../element/straight.ts';
import { MAX_ELEMENTS } from '../graph/limits.ts';
import { locate, showShape, stridesOf } from '../graph/shape.ts';
import { define, inputShape, ShapeError, unitsOfElements } from './definition.ts';

/** Operators that take tensors apart and put them together. Each element is moved once. */

/** `pad{before,after,bits}`: the input with `before[axis]` and `after[axis]` positions of one value around it. */
export const pad = define<'pad'>({
  name: 'pad',
  arity: 1,
  inferShape(node) {
    const input = inputShape(node, 0);
    const { before, after } = node.operator.value;
    const sizes = input.map((size, axis) => (before[axis] ?? 0) + size + (after[axis] ?? 0));
    if (
      before.length !== input.length ||
      after.length !== input.length ||
      sizes.some((s) => s > MAX_ELEMENTS)
    ) {
      throw new ShapeError(
        'BadAttribute',
        `Padding [${before}] and [${after}] does not fit ${showShape(input)}.`,
      );
    }
    return sizes;
  },
  units: (node) => unitsOfElements(node, 1),
  element(node, element) {
    const input = inputShape(node, 0);
    const { before, bits } = node.operator.value;
    const strides = stridesOf(input);
    let [rest, at] = [element, 0];
    for (let axis = input.length - 1; axis >= 0; axis--) {
      const size = node.shape[axis] as number;
      const position = (rest % size) - (before[axis] as number);
      if (position < 0 || position >= (input[axis] as number)) {
        return straightLine([instruction(0, 'move', constant(bits))]);
      }
      at += position * (strides[axis] as number);
      rest = Math.floor(rest / size);
    }
    return straightLine([instruction(0, 'move', operand(0, at))]);
  },
});

/** `slice{begin,strides}`: position i of an axis is position `begin[axis] + i·strides[axis]` of the input's. */
export const slice = define<'slice'>({
  name: 'slice',
  arity: 1,
  inferShape(node) {
    const input = inputShape(node, 0);
    const { begin, strides } = node.operator.value;
    const inside = input.every((size, axis) => {
      const [first = 0, stride = 0, count = 1] = [begin[axis], strides[axis], node.shape[axis]];
      return stride >= 1 && first + (count - 1) * stride < size;
    });
    if (!inside || [begin, strides, node.shape].some(({ length }) => length !== input.length)) {
      throw new ShapeError(
        'BadAttribute',
        `${showShape(node.shape)} from [${begin}] in steps of [${strides}] is no part of ${showShape(input)}.`,
      );
    }
    return node.shape;
  },
  units: (node) => unitsOfElements(node, 1),
  element(node, element) {
    const own = stridesOf(inputShape(node, 0));
    const { begin, strides } = node.operator.value;
    const start = own.reduce((sum, stride, axis) => sum + stride * (begin[axis] as number), 0);
    const steps = own.map((stride, axis) => stride * (strides[axis] as number));
    return straightLine([instruction(0, 'move', operand(0, start + locate(element, node.shape, steps)))]);
  },
});

/** `concat{axis}`: the second input after the first along one axis; the others are equal. */
export const concat = define<'concat'>({
  name: 'concat',
  arity: 2,
  inferShape(node) {
    const [a, b] = [inputShape(node, 0), inputShape(node, 1)];
    const { axis } = node.operator.value;
    if (a.length !== b.length || axis >= a.length || a.some((size, i) => i !== axis && size !== b[i])) {
      throw new ShapeError(
        'WrongInputShape',
        `${showShape(a)} and ${showShape(b)} cannot be put together along axis ${axis}.`,
      );
    }
    return a.map((size, i) => (i === axis ? size + (b[i] as number) : size));
  },
  units: (node) => unitsOfElements(node, 1),
  element(node, element) {
    const { axis } = node.operator.value;
    const inner = stridesOf(node.shape)[axis] as number;
    const whole = node.shape[axis] as number;
    const first = inputShape(node, 0)[axis] as number;
    const outer = Math.floor(element / (inner * whole));
    const position = Math.floor(element / inner) % whole;
    const from = position < first ? 0 : 1;
    const size = from === 0 ? first : whole - first;
    const at = (outer * size + position - from * first) * inner + (element % inner);
    return straightLine([instruction(0, 'move', operand(from, at))]);
  },
});
