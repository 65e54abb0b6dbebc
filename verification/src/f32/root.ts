import { CANONICAL_NAN, isNan } from './bits.ts';
import { fieldOf, INFINITY_BITS, magnitude, missingBits, rounded, significandOf, signOf } from './round.ts';

export function sqrt(x: number): number {
  if (isNan(x)) return CANONICAL_NAN;
  const value = magnitude(x);
  if (value === 0) return x >>> 0;
  if (signOf(x) !== 0) return CANONICAL_NAN;
  if (value === INFINITY_BITS) return value;
  const up = missingBits(significandOf(value));
  const significand = significandOf(value) << up;
  const exponent = fieldOf(value) - up - 127;
  const odd = exponent & 1;
  return rounded(0, (exponent - odd) / 2 + 127, digits(significand << odd));
}

/** 27 bits of the root of `radicand · 2^29`, two bits of it for each of the root; a rest sets the last. */
function digits(radicand: number): number {
  let root = 0;
  let rest = 0;
  for (let shift = 23; shift >= -29; shift -= 2) {
    const pair = shift >= 0 ? radicand >>> shift : shift === -1 ? radicand << 1 : 0;
    rest = (rest << 2) | (pair & 3);
    const trial = (root << 2) | 1;
    root <<= 1;
    if (rest >= trial) {
      rest -= trial;
      root |= 1;
    }
  }
  return rest === 0 ? root : root | 1;
}
