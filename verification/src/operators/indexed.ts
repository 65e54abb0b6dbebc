import { computedLine, constant, instruction, operand, register, straightLine } from '../element/straight.ts';
import { fromWhole } from '../f32/whole.ts';
import { MAX_INDEXED } from '../graph/limits.ts';
import { elementCount, showShape } from '../graph/shape.ts';
import { define, inputShape, ShapeError, unitsOfElements } from './definition.ts';

/**
 * Operators that are told by whole numbers in f32 which element is meant. -0 means 0; what is not a whole number in
 * range means nothing.
 */

function checkIndexed(size: number, what: string): void {
  if (size > MAX_INDEXED) {
    throw new ShapeError(
      'WrongInputShape',
      `${what} of ${size} is beyond the ${MAX_INDEXED} that f32 can count.`,
    );
  }
}

/** `gather`: table [v, …d] and indices [i…] give [i…, …d]; an index out of range gives NaN. */
export const gather = define<'gather'>({
  name: 'gather',
  arity: 2,
  inferShape(node) {
    const [size, ...rest] = inputShape(node, 0);
    if (size === undefined) {
      throw new ShapeError('WrongInputShape', 'The table of gather needs at least one axis.');
    }
    checkIndexed(size, 'A table');
    return [...inputShape(node, 1), ...rest];
  },
  units: (node) => unitsOfElements(node, 2),
  element(node, element) {
    const [count = 1, ...rest] = inputShape(node, 0);
    const stride = elementCount(rest);
    return straightLine([
      instruction(1, 'move', operand(1, Math.floor(element / stride))),
      instruction(0, 'move', {
        kind: 'indirect',
        operand: 0,
        register: 1,
        base: element % stride,
        stride,
        count,
      }),
    ]);
  },
});

/**
 * `segmentSum`: values [n, …d] and indices [n] give [v, …d] with v = shape[0]: element (s, d) is the sum, from +0, of
 * the values[i, d] with indices[i] = s, i ascending. For each i: r1 := r0 + values[i, d]; r0 := indices[i] = s ? r1 : r0.
 *
 * Its units are those of the one pass that computes all segments together, two operations for each value and one for
 * each result; the element program visits every i once more for each segment.
 */
export const segmentSum = define<'segmentSum'>({
  name: 'segmentSum',
  arity: 2,
  inferShape(node) {
    const [n, ...rest] = inputShape(node, 0);
    const indices = inputShape(node, 1);
    if (n === undefined || indices.length !== 1 || indices[0] !== n) {
      throw new ShapeError(
        'WrongInputShape',
        `segmentSum takes values [n, …] and indices [n], not ${showShape(inputShape(node, 0))} and ${showShape(indices)}.`,
      );
    }
    const [segments] = node.shape;
    if (segments === undefined) {
      throw new ShapeError('WrongOutputShape', 'segmentSum gives at least one axis: its segments.');
    }
    checkIndexed(segments, 'A number of segments');
    return [segments, ...rest];
  },
  units: (node) => 2n * BigInt(elementCount(inputShape(node, 0))) + BigInt(elementCount(node.shape)),
  element(node, element) {
    const [n = 1, ...rest] = inputShape(node, 0);
    const width = elementCount(rest);
    const within = element % width;
    const segment = constant(fromWhole(Math.floor(element / width)));
    return computedLine(2 * n, (t) => {
      const i = Math.floor(t / 2);
      return t % 2 === 0
        ? instruction(1, 'add', register(0), operand(0, i * width + within))
        : instruction(0, 'selectEqual', operand(1, i), segment, register(1), register(0));
    });
  },
});

/** `oneHot{on,off}`: indices [i…] give [i…, depth]: `on` where the last position equals the index, else `off`. */
export const oneHot = define<'oneHot'>({
  name: 'oneHot',
  arity: 1,
  inferShape(node) {
    const depth = node.shape.at(-1);
    if (depth === undefined) {
      throw new ShapeError('WrongOutputShape', 'oneHot gives at least one axis: its depth.');
    }
    checkIndexed(depth, 'A depth');
    return [...inputShape(node, 0), depth];
  },
  units: (node) => unitsOfElements(node, 1),
  element(node, element) {
    const depth = node.shape.at(-1) ?? 1;
    const { on, off } = node.operator.value;
    const position = constant(fromWhole(element % depth));
    const index = operand(0, Math.floor(element / depth));
    return straightLine([instruction(0, 'selectEqual', index, position, constant(on), constant(off))]);
  },
});
