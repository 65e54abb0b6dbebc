import type { Instruction } from '../element/instruction.ts';
import { computedLine, constant, instruction, operand, reading, register } from '../element/straight.ts';
import type { PlainOperatorName } from '../graph/types.ts';
import { MINUS_ONE, ONE, ZERO } from './coefficients.ts';
import { define, inputShape, type OperatorDefinition, unitsOfElements } from './definition.ts';
import { erf } from './erf.ts';
import { EXP_STEPS } from './exp.ts';
import { expm1 } from './expm1.ts';
import { gelu } from './gelu.ts';
import { geluTanh } from './gelu-tanh.ts';
import { LOG_STEPS } from './log.ts';
import { log1p, softplus } from './log1p.ts';
import { sigmoid } from './sigmoid.ts';
import { TANH_STEPS } from './tanh.ts';
import { cos, sin, tan } from './trigonometry.ts';

const x = register(1);
const zero = constant(ZERO);
const one = constant(ONE);
const result = instruction(0, 'move', x);

/** Element-wise functions of one input: r1 := x, then these, which leave the result in r0. */
function unary(name: PlainOperatorName, steps: readonly Instruction[]): OperatorDefinition {
  const length = 1 + steps.length;
  return define<PlainOperatorName>({
    name,
    arity: 1,
    inferShape: (node) => inputShape(node, 0),
    units: (node) => unitsOfElements(node, length),
    element: (_node, element) =>
      computedLine(length, (t) =>
        t === 0 ? instruction(1, 'move', operand(0, element)) : (steps[t - 1] as Instruction),
      ),
  });
}

/** Element-wise functions of one input written as formulas of it. */
function written(name: PlainOperatorName, steps: readonly Instruction[]): OperatorDefinition {
  return define<PlainOperatorName>({
    name,
    arity: 1,
    inferShape: (node) => inputShape(node, 0),
    units: (node) => unitsOfElements(node, steps.length),
    element: (_node, element) =>
      computedLine(steps.length, (t) => reading(steps[t] as Instruction, [operand(0, element)])),
  });
}

const input = operand(0, 0);

export const UNARY: readonly OperatorDefinition[] = [
  /** x·(-1) */
  unary('neg', [instruction(0, 'mul', x, constant(MINUS_ONE))]),
  unary('exp', [...EXP_STEPS, result]),
  unary('log', [...LOG_STEPS, result]),
  /** correctly rounded; √-0 = -0, negative gives NaN */
  unary('sqrt', [instruction(0, 'sqrt', x)]),
  /** 1/√x, rounded twice */
  unary('rsqrt', [instruction(1, 'sqrt', x), instruction(0, 'div', one, x)]),
  unary('reciprocal', [instruction(0, 'div', one, x)]),
  unary('square', [instruction(0, 'mul', x, x)]),
  /** x ≤ 0 ? +0 : x, so ±0 gives +0 and NaN stays NaN */
  unary('relu', [instruction(0, 'selectLessEqual', x, zero, zero, x)]),
  /** 0 < x ? 1 : 0; NaN stays NaN */
  unary('heaviside', [
    instruction(2, 'selectLess', zero, x, one, zero),
    instruction(0, 'selectEqual', x, x, register(2), x),
  ]),
  unary('tanh', [...TANH_STEPS, result]),
  written('sigmoid', sigmoid(input)),
  unary('floor', [instruction(0, 'floor', x)]),
  /** x ≤ 0 ? 0 - x : x, so ±0 gives +0 */
  unary('abs', [instruction(2, 'sub', zero, x), instruction(0, 'selectLessEqual', x, zero, register(2), x)]),
  /** x = 0 ? 1 : 0; NaN is not 0 */
  unary('logicalNot', [instruction(0, 'selectEqual', x, zero, one, zero)]),
  written('sin', sin(input)),
  written('cos', cos(input)),
  written('tan', tan(input)),
  written('erf', erf(input)),
  written('gelu', gelu(input)),
  written('geluTanh', geluTanh(input)),
  written('expm1', expm1(input)),
  written('log1p', log1p(input)),
  written('softplus', softplus(input)),
];
