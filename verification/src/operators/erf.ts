import { Formula, number, type Term } from '../element/formula.ts';
import { ERF_POLYNOMIAL, LOG_ERFC_POLYNOMIAL } from './error-coefficients.ts';
import { expPair } from './exp-pair.ts';
import { magnitude, scaling } from './pairs.ts';

/** Below this erf is its own polynomial. */
const SPLIT = number(0.9);
/** From here on erf rounds to ±1. */
const ONE_FROM = number(4);

/**
 * The error function, at most 2 ulp from the true value; -0 gives -0, ±∞ ±1, NaN stays NaN.
 *
 * ```
 * a = |x|;  c = 4 < a ? 4 : a
 * t = 1 - e^p(c);  t = x < 0 ? t·(-1) : t                  (p: LOG_ERFC_POLYNOMIAL; the steps of expPair, summed)
 * z = x·x;  s = x + x·q(z)                                 (q: ERF_POLYNOMIAL)
 * erf = c < 0.9 ? s : x = x ? t : x
 * ```
 */
export function erf(x: Term) {
  const f = new Formula();
  const { add, sub, mul, less, equal } = f;
  const size = magnitude(f, x);
  const a = less(ONE_FROM, size, ONE_FROM, size);
  const { high, low, exponent } = expPair(f, f.horner(a, LOG_ERFC_POLYNOMIAL));
  const far = sub(number(1), scaling(f, exponent)(add(high, low)));
  const signed = less(x, number(0), mul(far, number(-1)), far);
  const near = add(x, mul(x, f.horner(mul(x, x), ERF_POLYNOMIAL)));
  return f.instructions(less(a, SPLIT, near, equal(x, x, signed, x)));
}
