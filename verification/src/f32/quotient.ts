import { CANONICAL_NAN, isNan } from './bits.ts';
import { fieldOf, INFINITY_BITS, magnitude, missingBits, rounded, significandOf, signOf } from './round.ts';

export function div(x: number, y: number): number {
  if (isNan(x) || isNan(y)) return CANONICAL_NAN;
  const sign = signOf(x ^ y);
  const [a, b] = [magnitude(x), magnitude(y)];
  if (a === INFINITY_BITS) return b === INFINITY_BITS ? CANONICAL_NAN : (sign | INFINITY_BITS) >>> 0;
  if (b === INFINITY_BITS) return sign;
  if (b === 0) return a === 0 ? CANONICAL_NAN : (sign | INFINITY_BITS) >>> 0;
  if (a === 0) return sign;
  const [upA, upB] = [missingBits(significandOf(a)), missingBits(significandOf(b))];
  const [top, bottom] = [significandOf(a) << upA, significandOf(b) << upB];
  const field = fieldOf(a) - upA - (fieldOf(b) - upB) + 127;
  return top < bottom
    ? rounded(sign, field - 1, longDivision(top << 1, bottom))
    : rounded(sign, field, longDivision(top, bottom));
}

/** 27 bits of top/bottom, which is at least 1 and below 2; a rest sets the last. */
function longDivision(top: number, bottom: number): number {
  let quotient = 0;
  let rest = top;
  for (let bit = 0; bit < 27; bit++) {
    quotient <<= 1;
    if (rest >= bottom) {
      rest -= bottom;
      quotient |= 1;
    }
    rest <<= 1;
  }
  return rest === 0 ? quotient : quotient | 1;
}
