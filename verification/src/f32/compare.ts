import { canonicalBits, isNan } from './bits.ts';
import { magnitude } from './round.ts';

/** A whole number in the order of the f32 that these bits are (no NaN); both zeros are 0. */
function rank(bits: number): number {
  return bits >>> 31 ? -magnitude(bits) : magnitude(bits);
}

function comparable(x: number, y: number): boolean {
  return !isNan(x) && !isNan(y);
}

export function selectEqual(x: number, y: number, a: number, b: number): number {
  return canonicalBits(comparable(x, y) && rank(x) === rank(y) ? a : b);
}

export function selectLess(x: number, y: number, a: number, b: number): number {
  return canonicalBits(comparable(x, y) && rank(x) < rank(y) ? a : b);
}

export function selectLessEqual(x: number, y: number, a: number, b: number): number {
  return canonicalBits(comparable(x, y) && rank(x) <= rank(y) ? a : b);
}
