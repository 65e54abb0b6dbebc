import { instruction, operand, straightLine } from '../element/straight.ts';
import { GraphError } from '../graph/errors.ts';
import { elementCount, showShape } from '../graph/shape.ts';
import { define, inputShape, ShapeError } from './definition.ts';

/**
 * Operators that only name a tensor that exists elsewhere. Nothing is computed, so they weigh nothing, and a dispute
 * settles them by comparing roots.
 */

function hasNoProgram(name: string): GraphError {
  return new GraphError('NoElementProgram', 0, `A ${name} node names a tensor; compare roots instead.`);
}

/** `state{tensor}`: the state tensor as it was before the step. */
export const state = define<'state'>({
  name: 'state',
  arity: 0,
  inferShape: (node) => node.shape,
  units: () => 0n,
  element: () => {
    throw hasNoProgram('state');
  },
});

/** `constant{root}`: the tensor whose blob has this root. */
export const constantTensor = define<'constant'>({
  name: 'constant',
  arity: 0,
  inferShape: (node) => node.shape,
  units: () => 0n,
  element: () => {
    throw hasNoProgram('constant');
  },
});

/** `reshape`: the same values in the same order under another shape, so the same root. */
export const reshape = define<'reshape'>({
  name: 'reshape',
  arity: 1,
  inferShape(node) {
    const input = inputShape(node, 0);
    if (elementCount(input) !== elementCount(node.shape)) {
      throw new ShapeError(
        'WrongOutputShape',
        `reshape cannot make ${showShape(node.shape)} of ${showShape(input)}: the number of elements differs.`,
      );
    }
    return node.shape;
  },
  units: () => 0n,
  element: (_node, element) => straightLine([instruction(0, 'move', operand(0, element))]),
});
