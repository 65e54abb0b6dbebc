import type { Instruction } from '../element/instruction.ts';
import { constant, instruction, register } from '../element/straight.ts';
import { EXP_HIGH, EXP_LOW, EXP_POLYNOMIAL, HALF, LN2_HIGH, LN2_LOW, LOG2_E, ONE } from './coefficients.ts';
import { horner } from './polynomial.ts';

/**
 * r1 := e^r1, using r2, r3 and r4. At most 1 ulp from the true value; +0 below -104, +∞ above 88.73, subnormal
 * results rounded once; NaN stays NaN.
 *
 * ```
 * x  = x < EXP_LOW ? EXP_LOW : x          x = EXP_HIGH < x ? EXP_HIGH : x
 * k  = floor(x·LOG2_E + HALF)             (mul, add, floor)
 * r  = (x - k·LN2_HIGH) - k·LN2_LOW       (mul, sub, mul, sub)
 * p  = c5·r + c4; … p = p·r + c0          (mul, add each; EXP_POLYNOMIAL)
 * p  = ((p·(r·r)) + r) + ONE              (r·r first, then mul, add, add)
 * k1 = floor(k·HALF)    k2 = k - k1
 * e^x = (p·pow2(k1))·pow2(k2)
 * ```
 */
export const EXP_STEPS: readonly Instruction[] = [
  instruction(1, 'selectLess', register(1), constant(EXP_LOW), constant(EXP_LOW), register(1)),
  instruction(1, 'selectLess', constant(EXP_HIGH), register(1), constant(EXP_HIGH), register(1)),
  instruction(2, 'mul', register(1), constant(LOG2_E)),
  instruction(2, 'add', register(2), constant(HALF)),
  instruction(2, 'floor', register(2)),
  instruction(3, 'mul', register(2), constant(LN2_HIGH)),
  instruction(1, 'sub', register(1), register(3)),
  instruction(3, 'mul', register(2), constant(LN2_LOW)),
  instruction(1, 'sub', register(1), register(3)),
  ...horner(3, 1, EXP_POLYNOMIAL),
  instruction(4, 'mul', register(1), register(1)),
  instruction(3, 'mul', register(3), register(4)),
  instruction(3, 'add', register(3), register(1)),
  instruction(1, 'add', register(3), constant(ONE)),
  instruction(3, 'mul', register(2), constant(HALF)),
  instruction(3, 'floor', register(3)),
  instruction(2, 'sub', register(2), register(3)),
  instruction(3, 'pow2', register(3)),
  instruction(1, 'mul', register(1), register(3)),
  instruction(2, 'pow2', register(2)),
  instruction(1, 'mul', register(1), register(2)),
];
