import { isNan } from '../f32/bits.ts';
import { integerArithmetic } from '../f32/integer.ts';
import { INFINITY } from '../operators/coefficients.ts';

const LARGEST = 0x7f7f_ffff;
const SIGN = 0x8000_0000;

/**
 * Whether a committed element lies farther from the canonical value than the bound allows (all f32 bits). A bound that
 * is not finite proves nothing. NaN is only right where the value is NaN; infinities count as the largest finite
 * numbers, because one rounding may lie between them.
 */
export function isOutside(committed: number, value: number, bound: number): boolean {
  if (isNan(bound) || (bound & INFINITY) === INFINITY) return false;
  if (isNan(committed) || isNan(value)) return isNan(committed) !== isNan(value);
  const difference = integerArithmetic.sub(finite(committed), finite(value)) & ~SIGN;
  return integerArithmetic.selectLessEqual(difference >>> 0, bound, 0, 1) === 1;
}

function finite(bits: number): number {
  return (bits & ~SIGN) === INFINITY ? ((bits & SIGN) | LARGEST) >>> 0 : bits;
}
