/**
 * The basic operations, on f32 bits (u32 numbers). IEEE 754 binary32, round to nearest, ties to even, subnormals
 * kept; every NaN given or returned counts as, and is, the canonical one.
 *
 * There are two of these, equal on all operands: `integerArithmetic` is what the chain judges by and needs no floats;
 * `nativeArithmetic` is the fast one for whoever runs whole programs.
 */
export interface Arithmetic {
  move(x: number): number;
  add(x: number, y: number): number;
  sub(x: number, y: number): number;
  mul(x: number, y: number): number;
  div(x: number, y: number): number;
  sqrt(x: number): number;
  /** `x = y ? a : b`; -0 equals +0, NaN equals nothing. */
  selectEqual(x: number, y: number, a: number, b: number): number;
  /** `x < y ? a : b`; false when either is NaN. */
  selectLess(x: number, y: number, a: number, b: number): number;
  /** `x ≤ y ? a : b`; false when either is NaN. */
  selectLessEqual(x: number, y: number, a: number, b: number): number;
  /** The largest whole number ≤ x; keeps -0, ±Inf. */
  floor(x: number): number;
  /** 2^k: k is first clamped to [-126, 127], then cut to a whole number towards zero. NaN gives NaN. */
  pow2(k: number): number;
  /**
   * The exponent field less 127, as an f32: for a normal number the k of `x = m · 2^k`, 1 ≤ |m| < 2. Zeros and
   * subnormals give -127 and infinities 128; NaN gives NaN.
   */
  exponent(x: number): number;
  /**
   * Sign and fraction of x with the exponent field set to 127: for a normal number the m of `x = m · 2^k`,
   * 1 ≤ |m| < 2. Zeros and infinities give ±1; NaN gives NaN.
   */
  mantissa(x: number): number;
}
