import type { Instruction } from '../element/instruction.ts';
import { constant, instruction, register } from '../element/straight.ts';
import { MINUS_ONE, ONE, ZERO } from './coefficients.ts';
import { EXP_STEPS } from './exp.ts';

/**
 * r1 := 1/(1 + e^-r1), using r2, r3, r4 and r6. At most 3 ulp from the true value, also where the result is tiny;
 * NaN stays NaN.
 *
 * ```
 * n = x·MINUS_ONE;  a = x ≤ 0 ? x : n     (a = -|x|)
 * e = exp(a)                              (the steps of exp)
 * n = x < 0 ? e : ONE
 * sigmoid = n/(e + ONE)
 * ```
 */
export const SIGMOID_STEPS: readonly Instruction[] = [
  instruction(6, 'move', register(1)),
  instruction(2, 'mul', register(6), constant(MINUS_ONE)),
  instruction(1, 'selectLessEqual', register(6), constant(ZERO), register(6), register(2)),
  ...EXP_STEPS,
  instruction(2, 'selectLess', register(6), constant(ZERO), register(1), constant(ONE)),
  instruction(1, 'add', register(1), constant(ONE)),
  instruction(1, 'div', register(2), register(1)),
];
