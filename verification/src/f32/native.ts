import type { Arithmetic } from './arithmetic.ts';
import { CANONICAL_NAN, canonicalBits, fromBits, isNan, toBits } from './bits.ts';
import { mantissa } from './whole.ts';

/**
 * The basic operations by the machine's floats. add, sub, mul, div and sqrt are computed in binary64 and rounded once
 * more to binary32. That gives the binary32 result exactly, since 53 ≥ 2·24 + 2 (S. Figueroa, "When is double rounding
 * innocuous?", 1995); for subnormal results, which have fewer bits, the same bound holds with more to spare.
 */
export const nativeArithmetic: Arithmetic = {
  move: canonicalBits,
  add: (x, y) => toBits(fromBits(x) + fromBits(y)),
  sub: (x, y) => toBits(fromBits(x) - fromBits(y)),
  mul: (x, y) => toBits(fromBits(x) * fromBits(y)),
  div: (x, y) => toBits(fromBits(x) / fromBits(y)),
  sqrt: (x) => toBits(Math.sqrt(fromBits(x))),
  selectEqual: (x, y, a, b) => canonicalBits(fromBits(x) === fromBits(y) ? a : b),
  selectLess: (x, y, a, b) => canonicalBits(fromBits(x) < fromBits(y) ? a : b),
  selectLessEqual: (x, y, a, b) => canonicalBits(fromBits(x) <= fromBits(y) ? a : b),
  floor: (x) => toBits(Math.floor(fromBits(x))),
  pow2(k) {
    if (isNan(k)) return CANONICAL_NAN;
    const whole = Math.trunc(Math.min(Math.max(fromBits(k), -126), 127));
    return ((whole + 127) << 23) >>> 0;
  },
  exponent: (x) => (isNan(x) ? CANONICAL_NAN : toBits(((x >>> 23) & 0xff) - 127)),
  mantissa,
};
