import { CANONICAL_NAN, isNan } from './bits.ts';
import { fieldOf, magnitude, rounded, SIGN_BIT, shiftSticky, significandOf, signOf } from './round.ts';

/** The exponent field of 1, and that of the least number whose last bit has the weight 1. */
const ONE_FIELD = 127;
const UNIT_FIELD = 150;
const MINUS_ONE = 0xbf80_0000;

/** The f32 nearest to a whole number below 2^32 in magnitude. */
export function fromWhole(whole: number): number {
  if (whole === 0) return 0;
  const sign = whole < 0 ? SIGN_BIT : 0;
  const value = whole < 0 ? -whole : whole;
  const up = Math.clz32(value) - 5;
  return rounded(sign, UNIT_FIELD + 3 - up, up >= 0 ? value << up : shiftSticky(value, -up));
}

/** The whole number in [0, 2^32) that these bits are, or undefined when they are no such number; -0 is 0. */
export function toWhole(bits: number): number | undefined {
  const value = magnitude(bits);
  if (value === 0) return 0;
  const down = UNIT_FIELD - fieldOf(value);
  if (signOf(bits) !== 0 || down > 23 || down < -8) return undefined;
  const significand = significandOf(value);
  if (down <= 0) return (significand << -down) >>> 0;
  return significand & ((1 << down) - 1) ? undefined : significand >>> down;
}

export function floor(x: number): number {
  if (isNan(x)) return CANONICAL_NAN;
  const field = fieldOf(x);
  if (field >= UNIT_FIELD || magnitude(x) === 0) return x >>> 0;
  const negative = signOf(x) !== 0;
  if (field < ONE_FIELD) return negative ? MINUS_ONE : 0;
  const fraction = (1 << (UNIT_FIELD - field)) - 1;
  // Away from zero when negative: a carry out of the fraction adds one to the exponent field, as it should.
  return ((negative ? x + fraction : x) & ~fraction) >>> 0;
}

export function pow2(k: number): number {
  if (isNan(k)) return CANONICAL_NAN;
  return ((clampedTowardsZero(k) + 127) << 23) >>> 0;
}

/** k as a whole number, clamped to [-126, 127]. */
function clampedTowardsZero(k: number): number {
  const negative = signOf(k) !== 0;
  const field = fieldOf(k);
  if (field < ONE_FIELD) return 0;
  if (field > ONE_FIELD + 6) return negative ? -126 : 127;
  const whole = significandOf(k) >>> (UNIT_FIELD - field);
  return negative ? -Math.min(whole, 126) : whole;
}

export function exponent(x: number): number {
  return isNan(x) ? CANONICAL_NAN : fromWhole(((x >>> 23) & 0xff) - ONE_FIELD);
}

export function mantissa(x: number): number {
  return isNan(x) ? CANONICAL_NAN : ((x & 0x807f_ffff) | 0x3f80_0000) >>> 0;
}
