import { GraphError } from '../graph/errors.ts';
import { MAX_ELEMENTS, MAX_RANK } from '../graph/limits.ts';
import { sameShape, showShape } from '../graph/shape.ts';
import type { GraphNode, Shape } from '../graph/types.ts';
import { ShapeError } from './definition.ts';
import { definitionOf } from './definitions.ts';

/** Refuses a shape of too many axes or elements, or with an axis of no elements. */
export function checkShape(shape: Shape, record: number): void {
  if (shape.length > MAX_RANK) {
    throw new GraphError('BadShape', record, `${showShape(shape)} has more than ${MAX_RANK} axes.`);
  }
  let elements = 1;
  for (const size of shape) {
    if (!Number.isInteger(size) || size < 1) {
      throw new GraphError('BadShape', record, `${showShape(shape)} has an axis without elements.`);
    }
    elements *= size;
    if (elements > MAX_ELEMENTS) {
      throw new GraphError('TooLarge', record, `${showShape(shape)} has more than ${MAX_ELEMENTS} elements.`);
    }
  }
}

/**
 * Everything that can be said about a node from its record alone: shapes, attributes, number of inputs, and that the
 * output shape is the one that follows. Throws `GraphError`.
 */
export function checkNode(node: GraphNode, record = 0): void {
  const { type } = node.operator;
  const definition = definitionOf(type);
  if (node.inputs.length !== definition.arity || node.inputShapes.length !== definition.arity) {
    throw new GraphError(
      'WrongInputCount',
      record,
      `${type} takes ${definition.arity} inputs; the node has ${node.inputs.length} with ${node.inputShapes.length} shapes.`,
    );
  }
  checkShape(node.shape, record);
  for (const shape of node.inputShapes) checkShape(shape, record);
  let inferred: Shape;
  try {
    inferred = definition.inferShape(node);
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw new GraphError(error.code, record, error.message);
  }
  if (!sameShape(inferred, node.shape)) {
    throw new GraphError(
      'WrongOutputShape',
      record,
      `${type} gives ${showShape(inferred)} here, the node says ${showShape(node.shape)}.`,
    );
  }
}
