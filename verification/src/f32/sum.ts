import { CANONICAL_NAN, isNan } from './bits.ts';
import {
  fieldOf,
  INFINITY_BITS,
  magnitude,
  rounded,
  SIGN_BIT,
  shiftSticky,
  significandOf,
  signOf,
} from './round.ts';

export function add(x: number, y: number): number {
  if (isNan(x) || isNan(y)) return CANONICAL_NAN;
  const [big, small] = magnitude(x) >= magnitude(y) ? [x, y] : [y, x];
  const sign = signOf(big);
  const alike = sign === signOf(small);
  if (magnitude(big) === INFINITY_BITS) {
    return magnitude(small) === INFINITY_BITS && !alike ? CANONICAL_NAN : big >>> 0;
  }
  const field = fieldOf(big);
  const top = significandOf(big) << 3;
  const bottom = shiftSticky(significandOf(small) << 3, field - fieldOf(small));
  return alike ? summed(sign, field, top + bottom) : differed(sign, field, top - bottom);
}

export function sub(x: number, y: number): number {
  return add(x, (y ^ SIGN_BIT) >>> 0);
}

function summed(sign: number, field: number, sum: number): number {
  return sum >>> 27 ? rounded(sign, field + 1, shiftSticky(sum, 1)) : rounded(sign, field, sum);
}

/** Fields that differ by more than one leave at most one bit to move up; with any others nothing has become sticky. */
function differed(sign: number, field: number, difference: number): number {
  if (difference === 0) return 0;
  const up = Math.min(Math.clz32(difference) - 5, field - 1);
  return rounded(sign, field - up, difference << up);
}
