import { Formula, number, type Term } from '../element/formula.ts';
import { decay } from './exp-pair.ts';

/**
 * 1/(1 + e^-x), at most 2 ulp from the true value, also where the result is tiny; NaN stays NaN.
 *
 * ```
 * e = e^-|x|;  d = e + 1;  l = e - (d - 1)              (what the rounding of d lost)
 * q = (x < 0 ? e : 1)/d
 * sigmoid = q - (q·l)·(x < 0 ? 1 - q : q)               (1/d is 1 - q or q)
 * ```
 */
export function sigmoid(x: Term) {
  const f = new Formula();
  const { add, sub, mul, div, less } = f;
  const [zero, one] = [number(0), number(1)];
  const e = decay(f, x);
  const d = add(e, one);
  const lost = sub(e, sub(d, one));
  const q = div(less(x, zero, e, one), d);
  return f.instructions(sub(q, mul(mul(q, lost), less(x, zero, sub(one, q), q))));
}
