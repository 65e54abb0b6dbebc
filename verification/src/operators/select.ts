import { constant, instruction, register, straightLine } from '../element/straight.ts';
import { broadcastOfInputs, broadcastOperand } from './binary.ts';
import { ZERO } from './coefficients.ts';
import { define, unitsOfElements } from './definition.ts';

/** `select`: condition ≠ 0 ? a : b, all three broadcast; a NaN condition is not 0. */
export const select = define<'select'>({
  name: 'select',
  arity: 3,
  inferShape: broadcastOfInputs,
  units: (node) => unitsOfElements(node, 2),
  element(node, element) {
    const a = broadcastOperand(node, 1, element);
    const b = broadcastOperand(node, 2, element);
    return straightLine([
      instruction(1, 'move', broadcastOperand(node, 0, element)),
      instruction(0, 'selectEqual', register(1), constant(ZERO), b, a),
    ]);
  },
});
