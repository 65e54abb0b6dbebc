import type { ElementContext, ElementProgram } from '../element/instruction.ts';
import { GraphError } from '../graph/errors.ts';
import { elementCount } from '../graph/shape.ts';
import type { GraphNode } from '../graph/types.ts';
import { checkNode } from './check-node.ts';
import { definitionOf } from './definitions.ts';

export { definitionOf } from './definitions.ts';

/**
 * The program that defines output element `element` of a node. The node may come from anywhere: it is checked first.
 * Throws `GraphError`; `NoElementProgram` for state and constant nodes, which only name a tensor.
 */
export function elementProgram(node: GraphNode, element: number, context: ElementContext): ElementProgram {
  checkNode(node);
  const count = elementCount(node.shape);
  if (!Number.isInteger(element) || element < 0 || element >= count) {
    throw new GraphError('ElementOutOfRange', 0, `Element ${element} does not exist, the node has ${count}.`);
  }
  return definitionOf(node.operator.type).element(node, element, context);
}

/** Units of a node that has passed `checkNode`: the basic operations that its whole output takes. */
export function nodeUnits(node: GraphNode): bigint {
  return definitionOf(node.operator.type).units(node);
}

/** Instructions of a node's element programs, which are all alike; 0 when it has none. The node has passed `checkNode`. */
export function programLength(node: GraphNode): number {
  const { type } = node.operator;
  if (type === 'state' || type === 'constant') return 0;
  return definitionOf(type).element(node, 0, ANYWHERE).length;
}

/** Decides addresses in the dataset, never a length. */
const ANYWHERE: ElementContext = { step: 0, seed: new Uint8Array(32), rows: 1, batchSize: 1, rowStride: 1 };
