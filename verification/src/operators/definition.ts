import type { ElementContext, ElementProgram } from '../element/instruction.ts';
import type { GraphErrorCode } from '../graph/errors.ts';
import { elementCount } from '../graph/shape.ts';
import type { GraphNode, Operator, OperatorName, Shape } from '../graph/types.ts';

/** A node whose operator is one of `Name`, with that operator's attributes. */
export type NodeOf<Name extends OperatorName> = GraphNode & {
  readonly operator: Extract<Operator, { type: Name }>;
};

/**
 * One canonical operator. Nodes given to `units` and `element` have passed `checkNode`; those given to `inferShape`
 * have the right number of inputs, of valid shapes.
 */
export interface OperatorDefinition<Name extends OperatorName = OperatorName> {
  readonly name: Name;
  /** Number of inputs. */
  readonly arity: number;
  /**
   * The output shape that follows from attributes and input shapes. An operator whose output shape is itself an
   * attribute (fill, reshape, broadcast, …) checks the node's and returns it. Throws `ShapeError`.
   */
  inferShape(node: NodeOf<Name>): Shape;
  /** Basic operations that computing the whole output takes. */
  units(node: NodeOf<Name>): bigint;
  /** The program that defines output element `element` (row-major). */
  element(node: NodeOf<Name>, element: number, context: ElementContext): ElementProgram;
}

/** A definition among others: what it is given always carries its own name. */
export function define<Name extends OperatorName>(definition: OperatorDefinition<Name>): OperatorDefinition {
  return definition as unknown as OperatorDefinition;
}

/** The shapes or attributes of a node do not fit its operator; `checkNode` adds which record it is. */
export class ShapeError extends Error {
  readonly code: Extract<GraphErrorCode, 'BadAttribute' | 'WrongInputShape' | 'WrongOutputShape'>;

  constructor(code: ShapeError['code'], message: string) {
    super(message);
    this.name = 'ShapeError';
    this.code = code;
  }
}

/** Units of an operator that takes `length` instructions for each output element. */
export function unitsOfElements(node: GraphNode, length: number): bigint {
  return BigInt(elementCount(node.shape)) * BigInt(length);
}

/** Shape of input `index`; `checkNode` has made sure that there are as many as the operator takes. */
export function inputShape(node: GraphNode, index: number): Shape {
  const shape = node.inputShapes[index];
  if (shape === undefined) throw new ShapeError('WrongInputShape', `Input ${index} has no shape.`);
  return shape;
}
