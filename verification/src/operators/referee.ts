import { ElementError } from '../element/errors.ts';
import { runProgram } from '../element/evaluate.ts';
import type { ElementContext } from '../element/instruction.ts';
import { elementCount } from '../graph/shape.ts';
import type { GraphNode } from '../graph/types.ts';
import { checkNode } from './check-node.ts';
import { definitionOf } from './definitions.ts';

export interface RefereeContext extends ElementContext {
  /** The dataset's values; only `batch` nodes read them. */
  readonly dataset?: Float32Array;
}

/**
 * The output of a node by definition: every element program, run to its end. Slow and obvious; kernels must agree with
 * it bit for bit.
 */
export function referee(
  node: GraphNode,
  operands: readonly Float32Array[],
  context: RefereeContext,
): Float32Array {
  checkNode(node);
  const definition = definitionOf(node.operator.type);
  const tensors = operands.map(bitsOf);
  const data = bitsOf(context.dataset ?? new Float32Array(0));
  const output = new Uint32Array(elementCount(node.shape));
  for (let element = 0; element < output.length; element++) {
    const program = definition.element(node, element, context);
    const registers = runProgram(program, (operand, position) => {
      const bits = (operand === 'data' ? data : tensors[operand])?.[position];
      if (bits === undefined) {
        throw new ElementError('NoContents', `Element ${position} of operand ${operand} was not given.`);
      }
      return bits;
    });
    output[element] = registers[0] as number;
  }
  return new Float32Array(output.buffer);
}

function bitsOf(values: Float32Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, values.length);
}
