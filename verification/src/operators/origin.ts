import { batchAddress } from '../data/batch.ts';
import { constant, instruction, straightLine } from '../element/straight.ts';
import { fromWhole } from '../f32/whole.ts';
import { elementCount } from '../graph/shape.ts';
import { define, ShapeError, unitsOfElements } from './definition.ts';

/** Operators without inputs: where values come from. */

/**
 * `batch{offset}`: output [batchSize, …]; for each example of the batch, the values from `offset` on, as many as the
 * other axes hold. The element program is one move of a dataset element.
 */
export const batch = define<'batch'>({
  name: 'batch',
  arity: 0,
  inferShape(node) {
    if (node.shape.length === 0) {
      throw new ShapeError('WrongOutputShape', 'A batch has at least one axis: its examples.');
    }
    return node.shape;
  },
  units: (node) => unitsOfElements(node, 1),
  element(node, element, context) {
    const width = elementCount(node.shape.slice(1));
    const address = batchAddress(context, node.operator.value.offset, width, element);
    return straightLine([instruction(0, 'move', { kind: 'data', element: address })]);
  },
});

/** `step`: the index of the step (from 0) as a scalar, rounded to f32 above 2^24. */
export const step = define<'step'>({
  name: 'step',
  arity: 0,
  inferShape: () => [],
  units: (node) => unitsOfElements(node, 1),
  element: (_node, _element, context) =>
    straightLine([instruction(0, 'move', constant(fromWhole(context.step)))]),
});

/** `fill{bits}`: one value everywhere. */
export const fill = define<'fill'>({
  name: 'fill',
  arity: 0,
  inferShape: (node) => node.shape,
  units: (node) => unitsOfElements(node, 1),
  element: (node) => straightLine([instruction(0, 'move', constant(node.operator.value.bits))]),
});
