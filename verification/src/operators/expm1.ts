import { Formula, number, type Term } from '../element/formula.ts';
import { constant } from '../element/straight.ts';
import { EXP_HIGH, EXP_POLYNOMIAL, LN2_HIGH, LN2_LOW, LOG2_E } from './coefficients.ts';
import { scaling } from './pairs.ts';

/**
 * e^x - 1, at most 2 ulp from the true value, also for tiny x; -0 gives -0.
 *
 * ```
 * c = x < -20 ? -20 : x;  c = 89 < c ? 89 : c
 * k = floor(c·LOG2_E + 0.5)
 * n = c - k·LN2_HIGH;  a = k·LN2_LOW;  r = n - a
 * m = r + (p(r)·(r·r) + ((n - r) - a))          (e^r - 1)
 * y = (m + (1 - pow2(-k)))·2^k                  (in two steps, as in exp)
 * expm1 = x·x < 2^-50 ? x : y
 * ```
 */
export function expm1(x: Term) {
  const f = new Formula();
  const { add, sub, mul, floor, less, pow2 } = f;
  const raised = less(x, number(-20), number(-20), x);
  const c = less(constant(EXP_HIGH), raised, constant(EXP_HIGH), raised);
  const k = floor(add(mul(c, constant(LOG2_E)), number(0.5)));
  const near = sub(c, mul(k, constant(LN2_HIGH)));
  const away = mul(k, constant(LN2_LOW));
  const r = sub(near, away);
  const lost = sub(sub(near, r), away);
  const less1 = add(r, add(mul(f.horner(r, EXP_POLYNOMIAL), mul(r, r)), lost));
  const y = scaling(f, k)(add(less1, sub(number(1), pow2(mul(k, number(-1))))));
  return f.instructions(less(mul(x, x), number(2 ** -50), x, y));
}
