import { computedLine, instruction, operand, register } from '../element/straight.ts';
import { elementCount, locate, stridesOf } from '../graph/shape.ts';
import type { Shape } from '../graph/types.ts';
import { define, inputShape, type NodeOf, ShapeError, unitsOfElements } from './definition.ts';

/** Reductions over some axes, which disappear. Reduced elements are taken in row-major order. */
type Reduction = NodeOf<'sum' | 'max'>;

function reducedShape(node: Reduction): Shape {
  const input = inputShape(node, 0);
  const { axes } = node.operator.value;
  const ascending = axes.every(
    (axis, i) => axis < input.length && (i === 0 || axis > (axes[i - 1] as number)),
  );
  if (axes.length === 0 || !ascending) {
    throw new ShapeError(
      'BadAttribute',
      `Axes [${axes.join(',')}] are not one or more ascending axes of ${input.length}.`,
    );
  }
  return input.filter((_, axis) => !axes.includes(axis));
}

/** Number of input elements behind one output element. */
function termCount(node: Reduction): number {
  const input = inputShape(node, 0);
  return elementCount(node.operator.value.axes.map((axis) => input[axis] as number));
}

/** Where the i-th input element behind output element `element` lies. */
function termsOf(node: Reduction, element: number): (i: number) => number {
  const input = inputShape(node, 0);
  const { axes } = node.operator.value;
  const strides = stridesOf(input);
  const keptStrides = strides.filter((_, axis) => !axes.includes(axis));
  const start = locate(element, node.shape, keptStrides);
  const sizes = axes.map((axis) => input[axis] as number);
  const steps = axes.map((axis) => strides[axis] as number);
  return (i) => start + locate(i, sizes, steps);
}

/** `sum{axes}`: r0 := r0 + x_i from +0, i ascending. */
export const sum = define<'sum'>({
  name: 'sum',
  arity: 1,
  inferShape: reducedShape,
  units: (node) => unitsOfElements(node, termCount(node)),
  element(node, element) {
    const term = termsOf(node, element);
    return computedLine(termCount(node), (i) => instruction(0, 'add', register(0), operand(0, term(i))));
  },
});

/**
 * `max{axes}`: r0 := x_0; then for each x_i: r1 := x_i; r2 := r0 < r1 ? r1 : r0; r0 := r1 = r1 ? r2 : r1.
 * NaN if any is NaN; of -0 and +0 the first.
 */
export const max = define<'max'>({
  name: 'max',
  arity: 1,
  inferShape: reducedShape,
  units: (node) => unitsOfElements(node, 3 * termCount(node) - 2),
  element(node, element) {
    const term = termsOf(node, element);
    return computedLine(3 * termCount(node) - 2, (t) => {
      if (t === 0) return instruction(0, 'move', operand(0, term(0)));
      switch ((t - 1) % 3) {
        case 0:
          return instruction(1, 'move', operand(0, term((t - 1) / 3 + 1)));
        case 1:
          return instruction(2, 'selectLess', register(0), register(1), register(1), register(0));
        default:
          return instruction(0, 'selectEqual', register(1), register(1), register(2), register(1));
      }
    });
  },
});
