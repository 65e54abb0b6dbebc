// The basic operations that are not one SIMD instruction.

/** x where it is a number, the NaN itself where not. */
@inline
function unlessNan(x: v128, result: v128): v128 {
  return v128.bitselect(result, x, f32x4.eq(x, x));
}

/** 2^k: k clamped to [-126, 127], then cut towards zero. */
@inline
export function pow2(k: v128): v128 {
  const clamped = f32x4.min(f32x4.max(k, f32x4.splat(-126)), f32x4.splat(127));
  const whole = i32x4.trunc_sat_f32x4_s(clamped);
  return unlessNan(k, i32x4.shl(i32x4.add(whole, i32x4.splat(127)), 23));
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
