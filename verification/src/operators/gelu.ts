import { Formula, number, type Term } from '../element/formula.ts';
import { constant } from '../element/straight.ts';
import { NORMAL_POLYNOMIAL, NORMAL_TAIL_POLYNOMIAL } from './error-coefficients.ts';
import { expPair } from './exp-pair.ts';
import { exactSumOrdered, halves, magnitude, scaling } from './pairs.ts';

/** Below this, Φ comes from its odd polynomial around 1/2; above, from its tail. */
const SPLIT = number(0.6);
/** Where the tail is below every f32. */
const NOTHING_FROM = number(16);

/**
 * x·Φ(x) (Hendrycks & Gimpel 2016), at most 2 ulp from the true value, also in the left tail; -∞ gives +0.
 *
 * ```
 * a = |x|;  c = a < 16 ? a : 16;  c = h + l in halves
 * b = (h·h)·(-0.5);  d = (l·(c + h))·(-0.5)                 (b + d = -c²/2, exactly but for d's rounding)
 * n + m = (n' + m')·1 from expPair(b, d), of exponent k
 * u = (c - 1.5)/(c + 1.5);  v = u·(p1 + u·(p2 + …));  F + g = p0 + v
 * t = (n·F + (m·F + n·g))·2^k;  t = (x ≤ 0 ? 0 : x) - t
 * s = x·(x·q(x·x) + 0.5)
 * gelu = c < 0.6 ? s : x = x ? t : x
 * ```
 */
export function gelu(x: Term) {
  const f = new Formula();
  const { add, sub, mul, div, less, lessEqual, equal } = f;
  const minusHalf = number(-0.5);
  const clipped = (): Term => {
    const size = magnitude(f, x);
    return less(size, NOTHING_FROM, size, NOTHING_FROM);
  };
  const a = clipped();
  const parts = halves(f, a);
  const square = mul(mul(parts.high, parts.high), minusHalf);
  const rest = mul(mul(parts.low, add(a, parts.high)), minusHalf);
  const power = expPair(f, square, rest);
  const normal = exactSumOrdered(f, power.high, power.low);
  const u = div(sub(a, number(1.5)), add(a, number(1.5)));
  const [first, ...others] = NORMAL_TAIL_POLYNOMIAL;
  const factor = exactSumOrdered(f, constant(first), mul(u, f.horner(u, others)));
  const product = add(
    mul(normal.high, factor.high),
    add(mul(normal.low, factor.high), mul(normal.high, factor.low)),
  );
  const far = sub(lessEqual(x, number(0), number(0), x), scaling(f, power.exponent)(product));
  const near = mul(x, add(mul(x, f.horner(mul(x, x), NORMAL_POLYNOMIAL)), number(0.5)));
  return f.instructions(less(a, SPLIT, near, equal(x, x, far, x)));
}
