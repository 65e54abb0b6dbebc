import { CANONICAL_NAN, isNan } from './bits.ts';
import {
  fieldOf,
  INFINITY_BITS,
  magnitude,
  missingBits,
  rounded,
  shiftSticky,
  significandOf,
  signOf,
} from './round.ts';

const LOW_12 = 0xfff;
const LOW_24 = 0xff_ffff;

export function mul(x: number, y: number): number {
  if (isNan(x) || isNan(y)) return CANONICAL_NAN;
  const sign = signOf(x ^ y);
  const [a, b] = [magnitude(x), magnitude(y)];
  if (a === INFINITY_BITS || b === INFINITY_BITS) {
    return a === 0 || b === 0 ? CANONICAL_NAN : (sign | INFINITY_BITS) >>> 0;
  }
  if (a === 0 || b === 0) return sign;
  const [upA, upB] = [missingBits(significandOf(a)), missingBits(significandOf(b))];
  const product = topBits(significandOf(a) << upA, significandOf(b) << upB);
  const field = fieldOf(a) - upA + (fieldOf(b) - upB) - 127;
  return product >>> 27 ? rounded(sign, field + 1, shiftSticky(product, 1)) : rounded(sign, field, product);
}

/** The product of two numbers of 24 bits, less its lowest 20 bits, which are kept in one: 27 or 28 bits. */
function topBits(a: number, b: number): number {
  const [aHigh, aLow, bHigh, bLow] = [a >>> 12, a & LOW_12, b >>> 12, b & LOW_12];
  const middle = aHigh * bLow + aLow * bHigh;
  const low = ((middle & LOW_12) << 12) + aLow * bLow;
  const high = aHigh * bHigh + (middle >>> 12) + (low >>> 24);
  return (high << 4) | shiftSticky(low & LOW_24, 20);
}
