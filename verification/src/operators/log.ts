import type { Instruction } from '../element/instruction.ts';
import { constant, instruction, register } from '../element/straight.ts';
import {
  HALF,
  INFINITY,
  LN2_HIGH,
  LN2_LOW,
  LOG_POLYNOMIAL,
  MINUS_24,
  MINUS_INFINITY,
  NAN,
  ONE,
  SMALLEST_NORMAL,
  SQRT_TWO,
  TWO_24,
  ZERO,
} from './coefficients.ts';
import { horner } from './polynomial.ts';

/**
 * r1 := ln r1, using r2 … r6. At most 1 ulp from the true value; ±0 gives -∞, +∞ gives +∞, negative and NaN give
 * NaN; subnormals are as exact as the rest.
 *
 * ```
 * s = x < SMALLEST_NORMAL ? x·TWO_24 : x          (x·TWO_24 first, then the select)
 * e = x < SMALLEST_NORMAL ? MINUS_24 : 0          e = e + exponent(s)
 * m = mantissa(s)
 * h = m·HALF;  d = SQRT_TWO < m ? 1 : 0;  m = SQRT_TWO < m ? h : m;  e = e + d
 * f = m - ONE                                     z = f·f
 * p = c8·f + c7; … p = p·f + c0                   (mul, add each; LOG_POLYNOMIAL)
 * y = (p·f)·z
 * y = y + e·LN2_LOW;  y = y - z·HALF;  y = f + y;  y = y + e·LN2_HIGH
 * y = 0 ≤ x ? y : NaN;  y = x = 0 ? -∞ : y;  y = x = +∞ ? +∞ : y
 * ```
 */
export const LOG_STEPS: readonly Instruction[] = [
  instruction(2, 'mul', register(1), constant(TWO_24)),
  instruction(2, 'selectLess', register(1), constant(SMALLEST_NORMAL), register(2), register(1)),
  instruction(3, 'selectLess', register(1), constant(SMALLEST_NORMAL), constant(MINUS_24), constant(ZERO)),
  instruction(4, 'exponent', register(2)),
  instruction(3, 'add', register(3), register(4)),
  instruction(2, 'mantissa', register(2)),
  instruction(4, 'mul', register(2), constant(HALF)),
  instruction(5, 'selectLess', constant(SQRT_TWO), register(2), constant(ONE), constant(ZERO)),
  instruction(2, 'selectLess', constant(SQRT_TWO), register(2), register(4), register(2)),
  instruction(3, 'add', register(3), register(5)),
  instruction(2, 'sub', register(2), constant(ONE)),
  instruction(4, 'mul', register(2), register(2)),
  ...horner(5, 2, LOG_POLYNOMIAL),
  instruction(5, 'mul', register(5), register(2)),
  instruction(5, 'mul', register(5), register(4)),
  instruction(6, 'mul', register(3), constant(LN2_LOW)),
  instruction(5, 'add', register(5), register(6)),
  instruction(6, 'mul', register(4), constant(HALF)),
  instruction(5, 'sub', register(5), register(6)),
  instruction(5, 'add', register(2), register(5)),
  instruction(6, 'mul', register(3), constant(LN2_HIGH)),
  instruction(5, 'add', register(5), register(6)),
  instruction(5, 'selectLessEqual', constant(ZERO), register(1), register(5), constant(NAN)),
  instruction(5, 'selectEqual', register(1), constant(ZERO), constant(MINUS_INFINITY), register(5)),
  instruction(1, 'selectEqual', register(1), constant(INFINITY), constant(INFINITY), register(5)),
];
