import { constant, instruction, straightLine } from '../element/straight.ts';
import { uniformBits, uniformKey } from '../random/uniform.ts';
import { define, unitsOfElements } from './definition.ts';

/**
 * `uniform{stream}`: random numbers in [0, 1), others in each step and for each stream; see `uniformBits`. They
 * follow from the task's seed by integer arithmetic, so the chain works them out itself.
 */
export const uniform = define<'uniform'>({
  name: 'uniform',
  arity: 0,
  inferShape: (node) => node.shape,
  units: (node) => unitsOfElements(node, 1),
  element(node, element, { seed, step }) {
    const bits = uniformBits(uniformKey(seed), node.operator.value.stream, step, element);
    return straightLine([instruction(0, 'move', constant(bits))]);
  },
});
