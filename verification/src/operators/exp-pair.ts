import { type Formula, number, type Term } from '../element/formula.ts';
import { constant } from '../element/straight.ts';
import { EXP_LOW, EXP_POLYNOMIAL, LN2_HIGH, LN2_LOW, LOG2_E } from './coefficients.ts';
import { exactSumOrdered, negated, type Pair, scaling } from './pairs.ts';

/**
 * e^(x + low) = (high + low)·2^exponent with high in [0.7, 1.42], for |x| up to 200:
 *
 * ```
 * k  = floor(x·LOG2_E + 0.5)
 * n  = x - k·LN2_HIGH;   a = k·LN2_LOW - low;   r = n - a
 * q  = p(r)·(r·r) + ((n - r) - a)              (p: EXP_POLYNOMIAL)
 * high = r + 1;   low = (r - (high - 1)) + q
 * ```
 */
export function expPair(f: Formula, x: Term, low?: Term): Pair & { readonly exponent: Term } {
  const { add, sub, mul, floor } = f;
  const one = number(1);
  const k = floor(add(mul(x, constant(LOG2_E)), number(0.5)));
  const near = sub(x, mul(k, constant(LN2_HIGH)));
  const rest = mul(k, constant(LN2_LOW));
  const away = low === undefined ? rest : sub(rest, low);
  const r = sub(near, away);
  const lost = sub(sub(near, r), away);
  const curved = add(mul(f.horner(r, EXP_POLYNOMIAL), mul(r, r)), lost);
  const high = add(r, one);
  return { high, low: add(sub(r, sub(high, one)), curved), exponent: k };
}

/** e^-|x| as a pair, 0 where that is below every f32. */
export function decayPair(f: Formula, x: Term): Pair {
  const down = negated(f, x);
  const { high, low, exponent } = expPair(f, f.less(down, constant(EXP_LOW), constant(EXP_LOW), down));
  const sum = exactSumOrdered(f, high, low);
  const scale = scaling(f, exponent);
  return { high: scale(sum.high), low: scale(sum.low) };
}

/** e^-|x| rounded once (twice where it is subnormal), 0 where that is below every f32. */
export function decay(f: Formula, x: Term): Term {
  const down = negated(f, x);
  const { high, low, exponent } = expPair(f, f.less(down, constant(EXP_LOW), constant(EXP_LOW), down));
  return scaling(f, exponent)(f.add(high, low));
}
