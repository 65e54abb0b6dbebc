import { computedLine, constant, instruction, operand, register } from '../element/straight.ts';
import { fromWhole } from '../f32/whole.ts';
import { MAX_INDEXED } from '../graph/limits.ts';
import { MINUS_INFINITY } from './coefficients.ts';
import { padded } from './convolution.ts';
import {
  define,
  inputShape,
  type NodeOf,
  type OperatorDefinition,
  ShapeError,
  unitsOfElements,
} from './definition.ts';
import { type Pooling, poolingOf } from './pool.ts';
import { coordinates, elementAt, inputOf, outputOf } from './window.ts';

function forward(node: NodeOf<'maxPool' | 'maxPoolIndex'>): Pooling {
  const pooling = poolingOf(node.operator.value, inputShape(node, 0));
  if (pooling.taps > MAX_INDEXED) {
    throw new ShapeError(
      'BadAttribute',
      `A window of ${pooling.taps} positions is beyond what f32 can count.`,
    );
  }
  return pooling;
}

function backward(node: NodeOf<'maxPoolGradient'>): Pooling {
  const pooling = poolingOf(node.operator.value, node.shape, inputShape(node, 0));
  return poolingOf(node.operator.value, pooling.x, inputShape(node, 1));
}

/** The value at position `tap` of the window of output `element`; -∞ in the padding. */
function windowValue({ x, y, rows, columns }: Pooling, element: number) {
  const [image, row, column, channel] = coordinates(element, y);
  return (tap: number) => {
    const atY = inputOf(rows, row, Math.floor(tap / columns.taps));
    const atX = inputOf(columns, column, tap % columns.taps);
    if (atY < 0 || atX < 0) return constant(MINUS_INFINITY);
    return operand(0, elementAt(x, [image, atY, atX, channel]));
  };
}

/**
 * `maxPool{window,strides,padding}`: r0 := -∞; then for each x_i of the window, row-major, padding being -∞:
 * r1 := x_i; r2 := r0 < r1 ? r1 : r0; r0 := r1 = r1 ? r2 : r1. NaN if any is NaN; of -0 and +0 the first.
 */
const maxPool = define<'maxPool'>({
  name: 'maxPool',
  arity: 1,
  inferShape: (node) => forward(node).y,
  units: (node) => unitsOfElements(node, 3 * forward(node).taps + 1),
  element(node, element) {
    const pooling = forward(node);
    const value = windowValue(pooling, element);
    return computedLine(3 * pooling.taps + 1, (t) => {
      if (t === 0) return instruction(0, 'move', constant(MINUS_INFINITY));
      switch ((t - 1) % 3) {
        case 0:
          return instruction(1, 'move', value((t - 1) / 3));
        case 1:
          return instruction(2, 'selectLess', register(0), register(1), register(1), register(0));
        default:
          return instruction(0, 'selectEqual', register(1), register(1), register(2), register(1));
      }
    });
  },
});

/**
 * `maxPoolIndex`: the position in the window, counted row-major from 0, of the first of its largest values; NaN is
 * passed over. r2 := -∞; then for each x_i: r1 := x_i; r0 := r2 < r1 ? i : r0; r2 := r2 < r1 ? r1 : r2.
 */
const maxPoolIndex = define<'maxPoolIndex'>({
  name: 'maxPoolIndex',
  arity: 1,
  inferShape: (node) => forward(node).y,
  units: (node) => unitsOfElements(node, 3 * forward(node).taps + 1),
  element(node, element) {
    const pooling = forward(node);
    const value = windowValue(pooling, element);
    return computedLine(3 * pooling.taps + 1, (t) => {
      if (t === 0) return instruction(2, 'move', constant(MINUS_INFINITY));
      const i = Math.floor((t - 1) / 3);
      switch ((t - 1) % 3) {
        case 0:
          return instruction(1, 'move', value(i));
        case 1:
          return instruction(0, 'selectLess', register(2), register(1), constant(fromWhole(i)), register(0));
        default:
          return instruction(2, 'selectLess', register(2), register(1), register(1), register(2));
      }
    });
  },
});

/**
 * `maxPoolGradient`: the gradient dy of maxPool's result and maxPoolIndex give that of its images. For each position
 * i of a window, row-major, with o the result whose position i lies here: r1 := r0 + dy_o; r0 := index_o = i ? r1 : r0,
 * from +0; where there is no such result, r1 := r0 + +0; r0 := r1.
 */
const maxPoolGradient = define<'maxPoolGradient'>({
  name: 'maxPoolGradient',
  arity: 2,
  inferShape: (node) => backward(node).x,
  units: (node) => unitsOfElements(node, 2 * backward(node).taps),
  element(node, element) {
    const { x, y, rows, columns, taps } = backward(node);
    const [image, row, column, channel] = coordinates(element, x);
    return computedLine(2 * taps, (t) => {
      const tap = Math.floor(t / 2);
      const atY = outputOf(rows, row, Math.floor(tap / columns.taps));
      const atX = outputOf(columns, column, tap % columns.taps);
      const found = atY >= 0 && atX >= 0;
      const place = (): number => elementAt(y, [image, atY, atX, channel]);
      if (t % 2 === 0) return instruction(1, 'add', register(0), padded(0, found, place));
      if (!found) return instruction(0, 'move', register(1));
      const position = constant(fromWhole(tap));
      return instruction(0, 'selectEqual', operand(1, place()), position, register(1), register(0));
    });
  },
});

export const MAX_POOLING: readonly OperatorDefinition[] = [maxPool, maxPoolIndex, maxPoolGradient];
