import { Formula, number, type Term } from '../element/formula.ts';
import { constant } from '../element/straight.ts';
import {
  INFINITY,
  LN2_HIGH,
  LN2_LOW,
  LOG_POLYNOMIAL,
  MINUS_INFINITY,
  NAN,
  SQRT_TWO,
} from './coefficients.ts';
import { decayPair } from './exp-pair.ts';
import { exactSum, type Pair } from './pairs.ts';

/**
 * ln(1 + x + low) for x in (-1, ∞): the steps of log for s = 1 + x, and what the rounding of s lost, divided by s.
 *
 * ```
 * s + c = 1 + x, exactly;   c = (c + low)/s
 * e, f, z, p as in log, of s
 * y = (p·f)·z;  y = y + e·LN2_LOW;  y = y + c;  y = y - z·0.5;  y = f + y;  y = y + e·LN2_HIGH
 * ```
 */
function lnOnePlus(f: Formula, { high: x, low }: { high: Term; low?: Term }): Term {
  const { add, sub, mul, div, less, exponent, mantissa } = f;
  const one = number(1);
  const sum = exactSum(f, one, x);
  const lost = div(low === undefined ? sum.low : add(sum.low, low), sum.high);
  const given = mantissa(sum.high);
  const upper = constant(SQRT_TWO);
  const e = add(exponent(sum.high), less(upper, given, one, number(0)));
  const m = sub(less(upper, given, mul(given, number(0.5)), given), one);
  const z = mul(m, m);
  const curved = mul(mul(f.horner(m, LOG_POLYNOMIAL), m), z);
  const small = sub(add(add(curved, mul(e, constant(LN2_LOW))), lost), mul(z, number(0.5)));
  return add(add(m, small), mul(e, constant(LN2_HIGH)));
}

/** ln(1 + x), at most 1 ulp from the true value; -0 gives -0, -1 gives -∞, what is less NaN. */
export function log1p(x: Term) {
  const f = new Formula();
  const { mul, less, lessEqual, equal } = f;
  const y = lnOnePlus(f, { high: x });
  const real = lessEqual(number(-1), x, y, constant(NAN));
  const bounded = equal(x, number(-1), constant(MINUS_INFINITY), real);
  const finite = equal(x, constant(INFINITY), constant(INFINITY), bounded);
  return f.instructions(less(mul(x, x), number(2 ** -50), x, finite));
}

/** ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|), at most 2 ulp from the true value; it does not overflow. */
export function softplus(x: Term) {
  const f = new Formula();
  const small: Pair = decayPair(f, x);
  const log = lnOnePlus(f, small);
  return f.instructions(f.add(f.lessEqual(x, number(0), number(0), x), log));
}
