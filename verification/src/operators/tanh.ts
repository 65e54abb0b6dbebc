import type { Instruction } from '../element/instruction.ts';
import { constant, instruction, register } from '../element/straight.ts';
import { MINUS_ONE, ONE, TANH_POLYNOMIAL, TANH_SPLIT, TWO, ZERO } from './coefficients.ts';
import { EXP_STEPS } from './exp.ts';
import { horner } from './polynomial.ts';

/**
 * r1 := tanh r1, using r2 … r7. At most 2 ulp from the true value, also for small |x|; -0 gives -0, ±∞ gives ±1,
 * NaN stays NaN.
 *
 * ```
 * z = x·x
 * p = c4·z + c3; … p = p·z + c0           (mul, add each; TANH_POLYNOMIAL)
 * s = x·((p·z) + ONE)                     (the answer for |x| < TANH_SPLIT)
 * n = 0 - x;  a = x ≤ 0 ? n : x           (a = |x|)
 * t = exp(a + a)                          (the steps of exp)
 * t = ONE - TWO/(t + ONE)
 * n = t·MINUS_ONE;  t = x < 0 ? n : t
 * n = 0 - x;  a = x ≤ 0 ? n : x
 * tanh = a < TANH_SPLIT ? s : t
 * ```
 */
export const TANH_STEPS: readonly Instruction[] = [
  instruction(6, 'move', register(1)),
  instruction(2, 'mul', register(6), register(6)),
  ...horner(7, 2, TANH_POLYNOMIAL),
  instruction(7, 'mul', register(7), register(2)),
  instruction(7, 'add', register(7), constant(ONE)),
  instruction(7, 'mul', register(6), register(7)),
  instruction(2, 'sub', constant(ZERO), register(6)),
  instruction(1, 'selectLessEqual', register(6), constant(ZERO), register(2), register(6)),
  instruction(1, 'add', register(1), register(1)),
  ...EXP_STEPS,
  instruction(1, 'add', register(1), constant(ONE)),
  instruction(1, 'div', constant(TWO), register(1)),
  instruction(1, 'sub', constant(ONE), register(1)),
  instruction(2, 'mul', register(1), constant(MINUS_ONE)),
  instruction(1, 'selectLess', register(6), constant(ZERO), register(2), register(1)),
  instruction(2, 'sub', constant(ZERO), register(6)),
  instruction(2, 'selectLessEqual', register(6), constant(ZERO), register(2), register(6)),
  instruction(1, 'selectLess', register(2), constant(TANH_SPLIT), register(7), register(1)),
];
