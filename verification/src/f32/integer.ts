import type { Arithmetic } from './arithmetic.ts';
import { canonicalBits } from './bits.ts';
import { selectEqual, selectLess, selectLessEqual } from './compare.ts';
import { mul } from './product.ts';
import { div } from './quotient.ts';
import { sqrt } from './root.ts';
import { add, sub } from './sum.ts';
import { exponent, floor, mantissa, pow2 } from './whole.ts';

/**
 * The basic operations with integers of 32 bits only: additions, shifts, comparisons, and products of 12 by 12 bits. A
 * runtime that has no floats computes the same.
 */
export const integerArithmetic: Arithmetic = {
  move: canonicalBits,
  add,
  sub,
  mul,
  div,
  sqrt,
  selectEqual,
  selectLess,
  selectLessEqual,
  floor,
  pow2,
  exponent,
  mantissa,
};
