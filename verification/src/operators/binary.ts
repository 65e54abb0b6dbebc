import type { BasicOperation, Instruction, Source } from '../element/instruction.ts';
import {
  computedLine,
  constant,
  instruction,
  operand,
  reading,
  register,
  straightLine,
} from '../element/straight.ts';
import { broadcastShape, broadcastStrides, locate, showShape } from '../graph/shape.ts';
import type { GraphNode, PlainOperatorName, Shape } from '../graph/types.ts';
import { ONE, ZERO } from './coefficients.ts';
import { define, inputShape, type OperatorDefinition, ShapeError, unitsOfElements } from './definition.ts';
import { pow } from './power.ts';

const zero = constant(ZERO);
const one = constant(ONE);

/** The shape that all inputs broadcast to. */
export function broadcastOfInputs(node: GraphNode): Shape {
  const shape = broadcastShape(node.inputShapes);
  if (shape === undefined) {
    const shapes = node.inputShapes.map(showShape).join(' and ');
    throw new ShapeError('WrongInputShape', `${shapes} do not broadcast to one shape.`);
  }
  return shape;
}

/** The element of input `index` that output element `element` reads. */
export function broadcastOperand(node: GraphNode, index: number, element: number): Source {
  const strides = broadcastStrides(inputShape(node, index), node.shape);
  return operand(index, locate(element, node.shape, strides));
}

/** Element-wise functions of two inputs with broadcasting. */
function binary(
  name: PlainOperatorName,
  length: number,
  steps: (a: Source, b: Source) => readonly Instruction[],
): OperatorDefinition {
  return define<PlainOperatorName>({
    name,
    arity: 2,
    inferShape: broadcastOfInputs,
    units: (node) => unitsOfElements(node, length),
    element: (node, element) =>
      straightLine(steps(broadcastOperand(node, 0, element), broadcastOperand(node, 1, element))),
  });
}

/** One basic operation. */
function arithmetic(name: 'add' | 'sub' | 'mul' | 'div'): OperatorDefinition {
  return binary(name, 1, (a, b) => [instruction(0, name, a, b)]);
}

type Comparison = Extract<BasicOperation, 'selectEqual' | 'selectLess' | 'selectLessEqual'>;

/** 1 where the comparison holds, else 0. */
function comparison(name: PlainOperatorName, select: Comparison, swapped = false): OperatorDefinition {
  return binary(name, 1, (a, b) => [
    swapped ? instruction(0, select, b, a, one, zero) : instruction(0, select, a, b, one, zero),
  ]);
}

/** r1 := a, r2 := b, r3 := the one preferred; then NaN in b decides (NaN in a already has). */
function extremum(name: 'maximum' | 'minimum'): OperatorDefinition {
  const [low, high] = name === 'maximum' ? [register(1), register(2)] : [register(2), register(1)];
  return binary(name, 4, (a, b) => [
    instruction(1, 'move', a),
    instruction(2, 'move', b),
    instruction(3, 'selectLess', low, high, register(2), register(1)),
    instruction(0, 'selectEqual', register(2), register(2), register(3), register(2)),
  ]);
}

const POWER_STEPS = pow(operand(0, 0), operand(1, 0));

const power = define<PlainOperatorName>({
  name: 'pow',
  arity: 2,
  inferShape: broadcastOfInputs,
  units: (node) => unitsOfElements(node, POWER_STEPS.length),
  element(node, element) {
    const operands = [broadcastOperand(node, 0, element), broadcastOperand(node, 1, element)];
    return computedLine(POWER_STEPS.length, (t) => reading(POWER_STEPS[t] as Instruction, operands));
  },
});

export const BINARY: readonly OperatorDefinition[] = [
  arithmetic('add'),
  arithmetic('sub'),
  arithmetic('mul'),
  arithmetic('div'),
  /** a < b ? b : a; NaN if either is; of -0 and +0 the first */
  extremum('maximum'),
  /** b < a ? b : a; NaN if either is; of -0 and +0 the first */
  extremum('minimum'),
  // With NaN every comparison gives 0, except notEqual, which gives 1.
  comparison('equal', 'selectEqual'),
  binary('notEqual', 1, (a, b) => [instruction(0, 'selectEqual', a, b, zero, one)]),
  comparison('less', 'selectLess'),
  comparison('lessEqual', 'selectLessEqual'),
  comparison('greater', 'selectLess', true),
  comparison('greaterEqual', 'selectLessEqual', true),
  // True is whatever is not ±0, NaN included.
  binary('logicalAnd', 2, (a, b) => [
    instruction(1, 'selectEqual', a, zero, zero, one),
    instruction(0, 'selectEqual', b, zero, zero, register(1)),
  ]),
  binary('logicalOr', 2, (a, b) => [
    instruction(1, 'selectEqual', a, zero, zero, one),
    instruction(0, 'selectEqual', b, zero, register(1), one),
  ]),
  power,
];
