/**
 * The basic operations, on f32 bits. IEEE 754 binary32, round to nearest even, subnormals kept, NaN canonical.
 *
 * add, sub, mul, div and sqrt are computed in binary64 and rounded once more to binary32. That gives the binary32
 * result exactly, since 53 ≥ 2·24 + 2 (S. Figueroa, "When is double rounding innocuous?", 1995); for subnormal
 * results, which have fewer bits, the same bound holds with more to spare.
 */
import { CANONICAL_NAN, canonicalBits, fromBits, isNan, toBits } from './bits.ts';

export function move(x: number): number {
  return canonicalBits(x);
}

export function add(x: number, y: number): number {
  return toBits(fromBits(x) + fromBits(y));
}

export function sub(x: number, y: number): number {
  return toBits(fromBits(x) - fromBits(y));
}

export function mul(x: number, y: number): number {
  return toBits(fromBits(x) * fromBits(y));
}

export function div(x: number, y: number): number {
  return toBits(fromBits(x) / fromBits(y));
}

export function sqrt(x: number): number {
  return toBits(Math.sqrt(fromBits(x)));
}

/** `x = y ? a : b`; -0 equals +0, NaN equals nothing. */
export function selectEqual(x: number, y: number, a: number, b: number): number {
  return canonicalBits(fromBits(x) === fromBits(y) ? a : b);
}

/** `x < y ? a : b`; false when either is NaN. */
export function selectLess(x: number, y: number, a: number, b: number): number {
  return canonicalBits(fromBits(x) < fromBits(y) ? a : b);
}

/** `x ≤ y ? a : b`; false when either is NaN. */
export function selectLessEqual(x: number, y: number, a: number, b: number): number {
  return canonicalBits(fromBits(x) <= fromBits(y) ? a : b);
}

/** The largest whole number ≤ x; keeps -0, ±Inf. */
export function floor(x: number): number {
  return toBits(Math.floor(fromBits(x)));
}

/** 2^k: k is first clamped to [-126, 127], then cut to a whole number towards zero. NaN gives NaN. */
export function pow2(k: number): number {
  if (isNan(k)) return CANONICAL_NAN;
  const whole = Math.trunc(Math.min(Math.max(fromBits(k), -126), 127));
  return ((whole + 127) << 23) >>> 0;
}

/**
 * The exponent field less 127, as an f32: for a normal number the k of `x = m · 2^k`, 1 ≤ |m| < 2. Zeros and
 * subnormals give -127 and infinities 128; NaN gives NaN.
 */
export function exponent(x: number): number {
  if (isNan(x)) return CANONICAL_NAN;
  return toBits(((x >>> 23) & 0xff) - 127);
}

/**
 * Sign and fraction of x with the exponent field set to 127: for a normal number the m of `x = m · 2^k`,
 * 1 ≤ |m| < 2. Zeros and infinities give ±1; NaN gives NaN.
 */
export function mantissa(x: number): number {
  if (isNan(x)) return CANONICAL_NAN;
  return ((x & 0x807f_ffff) | 0x3f80_0000) >>> 0;
}
