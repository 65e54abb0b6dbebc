// The basic operations that are not one SIMD instruction.

/** x where it is a number, the NaN itself where not. */
@inline
function unlessNan(x: v128, result: v128): v128 {
  return v128.bitselect(result, x, f32x4.eq(x, x));
}

/**
 * 2^k: k clamped to [-126, 127], then cut towards zero. Adding 2^23 + 127 leaves k + 127 in the lowest bits, from
 * where it moves to the exponent field; pmin and pmax are one machine instruction each and let NaN through.
 */
@inline
export function pow2(k: v128): v128 {
  const clamped = f32x4.pmin(f32x4.pmax(k, f32x4.splat(-126)), f32x4.splat(127));
  const biased = f32x4.add(f32x4.trunc(clamped), f32x4.splat(8388735));
  return unlessNan(k, i32x4.shl(biased, 23));
}

/** The exponent field less 127. */
@inline
export function exponent(x: v128): v128 {
  const field = v128.and(i32x4.shr_u(x, 23), i32x4.splat(0xff));
  return unlessNan(x, f32x4.convert_i32x4_s(i32x4.sub(field, i32x4.splat(127))));
}

/** Sign and fraction with the exponent field of 1. */
@inline
export function mantissa(x: v128): v128 {
  const bits = v128.or(v128.and(x, i32x4.splat(0x807fffff)), i32x4.splat(0x3f800000));
  return unlessNan(x, bits);
}
