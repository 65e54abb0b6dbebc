/**
 * Unrounded numbers. A magnitude is `significand · 2^(field - 153)`: bit 26 of the significand has the weight that bit
 * 23, the hidden one, has in an f32 with this exponent field, so three bits lie below an f32's last. The lowest of
 * them is sticky: set when anything beyond it is.
 */

export const SIGN_BIT = 0x8000_0000;
export const INFINITY_BITS = 0x7f80_0000;
const HIDDEN_BIT = 0x80_0000;
const FRACTION = 0x7f_ffff;

/** Bits without the sign. */
export function magnitude(bits: number): number {
  return bits & 0x7fff_ffff;
}

/** Bits of the sign alone. */
export function signOf(bits: number): number {
  return (bits & SIGN_BIT) >>> 0;
}

/** The exponent field of a finite number, as its value has it: 1 for subnormals. */
export function fieldOf(bits: number): number {
  return (bits >>> 23) & 0xff || 1;
}

/** The 24 bits of a finite number's significand, the hidden one included if there is one. */
export function significandOf(bits: number): number {
  return (bits >>> 23) & 0xff ? (bits & FRACTION) | HIDDEN_BIT : bits & FRACTION;
}

/** How far a nonzero significand of 24 bits has to go up until its hidden bit is set. */
export function missingBits(significand: number): number {
  return Math.clz32(significand) - 8;
}

/** `value` (u32) shifted right; what falls out is kept in the lowest bit. */
export function shiftSticky(value: number, by: number): number {
  if (by === 0) return value;
  if (by > 31) return value === 0 ? 0 : 1;
  return (value >>> by) | (value << (32 - by) ? 1 : 0);
}

/**
 * The nearest f32, ties to even. The significand is below 2^27, and bit 26 is set unless the field is 1; a field below
 * 1 is brought there, which makes subnormals.
 */
export function rounded(sign: number, field: number, significand: number): number {
  if (field >= 0xff) return (sign | INFINITY_BITS) >>> 0;
  const least = field < 1;
  const kept = least ? shiftSticky(significand, 1 - field) : significand;
  const below = kept & 7;
  const whole = (kept >>> 3) + (below > 4 || (below === 4 && kept & 8) ? 1 : 0);
  // The hidden bit, if set, and a carry out of the fraction both add one to the field.
  return (sign | (((least ? 0 : field - 1) << 23) + whole)) >>> 0;
}
