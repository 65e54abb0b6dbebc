import { computedLine, constant, instruction, operand, register } from '../element/straight.ts';
import { fromWhole } from '../f32/whole.ts';
import { ZERO } from './coefficients.ts';
import { padded } from './convolution.ts';
import { define, inputShape, type OperatorDefinition, unitsOfElements } from './definition.ts';
import { type Pooling, poolingOf } from './pool.ts';
import { type Axis, coordinates, elementAt, inputOf, outputOf } from './window.ts';

/** Number of taps of output position `output` that lie outside the padding. */
export function tapsInside({ inputs, stride, taps, before }: Axis, output: number): number {
  const first = output * stride - before;
  return Math.min(first + taps, inputs) - Math.max(first, 0);
}

/** Number of values that the window at (row, column) holds, as f32. */
function countBits({ rows, columns }: Pooling, row: number, column: number): number {
  return fromWhole(tapsInside(rows, row) * tapsInside(columns, column));
}

/**
 * `avgPool{window,strides,padding}`: for each x_i of the window, row-major, padding being +0: r0 := r0 + x_i, from
 * +0; then r0 := r0/count, count being the number of values that do not lie in the padding.
 */
const avgPool = define<'avgPool'>({
  name: 'avgPool',
  arity: 1,
  inferShape: (node) => poolingOf(node.operator.value, inputShape(node, 0)).y,
  units: (node) => unitsOfElements(node, poolingOf(node.operator.value, inputShape(node, 0)).taps + 1),
  element(node, element) {
    const pooling = poolingOf(node.operator.value, inputShape(node, 0));
    const { x, y, rows, columns, taps } = pooling;
    const [image, row, column, channel] = coordinates(element, y);
    return computedLine(taps + 1, (t) => {
      if (t === taps) return instruction(0, 'div', register(0), constant(countBits(pooling, row, column)));
      const atY = inputOf(rows, row, Math.floor(t / columns.taps));
      const atX = inputOf(columns, column, t % columns.taps);
      const value = padded(0, atY >= 0 && atX >= 0, () => elementAt(x, [image, atY, atX, channel]));
      return instruction(0, 'add', register(0), value);
    });
  },
});

/**
 * `avgPoolGradient`: the gradient dy of avgPool's result gives that of its images. For each position i of a window,
 * row-major, with o the result whose position i lies here: r1 := dy_o/count_o; r0 := r0 + r1, from +0; where there is
 * no such result, r1 := +0.
 */
const avgPoolGradient = define<'avgPoolGradient'>({
  name: 'avgPoolGradient',
  arity: 1,
  inferShape: (node) => poolingOf(node.operator.value, node.shape, inputShape(node, 0)).x,
  units: (node) => unitsOfElements(node, 2 * poolingOf(node.operator.value, node.shape).taps),
  element(node, element) {
    const pooling = poolingOf(node.operator.value, node.shape);
    const { x, y, rows, columns, taps } = pooling;
    const [image, row, column, channel] = coordinates(element, x);
    return computedLine(2 * taps, (t) => {
      if (t % 2 === 1) return instruction(0, 'add', register(0), register(1));
      const tap = t / 2;
      const atY = outputOf(rows, row, Math.floor(tap / columns.taps));
      const atX = outputOf(columns, column, tap % columns.taps);
      if (atY < 0 || atX < 0) return instruction(1, 'move', constant(ZERO));
      const dy = operand(0, elementAt(y, [image, atY, atX, channel]));
      return instruction(1, 'div', dy, constant(countBits(pooling, atY, atX)));
    });
  },
});

export const AVERAGE_POOLING: readonly OperatorDefinition[] = [avgPool, avgPoolGradient];
