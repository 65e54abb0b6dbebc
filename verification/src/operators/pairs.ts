import { type Formula, number, type Term } from '../element/formula.ts';

/** An unrounded value: the sum of both, the second far smaller. */
export interface Pair {
  readonly high: Term;
  readonly low: Term;
}

/** |x|: ±0 gives +0. */
export function magnitude({ lessEqual, sub }: Formula, x: Term): Term {
  return lessEqual(x, number(0), sub(number(0), x), x);
}

/** -|x| */
export function negated({ lessEqual, mul }: Formula, x: Term): Term {
  return lessEqual(x, number(0), x, mul(x, number(-1)));
}

/** a + b without loss (Knuth): six operations. */
export function exactSum({ add, sub }: Formula, a: Term, b: Term): Pair {
  const high = add(a, b);
  const second = sub(high, a);
  const low = add(sub(a, sub(high, second)), sub(b, second));
  return { high, low };
}

/** a + b without loss where a is 0 or |a| ≥ |b| (Dekker): three operations. */
export function exactSumOrdered({ add, sub }: Formula, a: Term, b: Term): Pair {
  const high = add(a, b);
  return { high, low: sub(b, sub(high, a)) };
}

/** x as two values of 12 significant bits, so that products of such parts are exact (Veltkamp); |x| is below 2^115. */
export function halves({ mul, sub }: Formula, x: Term): Pair {
  const wide = mul(x, number(2 ** 12 + 1));
  const high = sub(wide, sub(wide, x));
  return { high, low: sub(x, high) };
}

/** Multiplies by 2^k for whole k within ±252, in two steps so that neither power overflows. */
export function scaling({ mul, floor, sub, pow2 }: Formula, k: Term): (x: Term) => Term {
  const first = floor(mul(k, number(0.5)));
  const [one, other] = [pow2(first), pow2(sub(k, first))];
  return (x) => mul(mul(x, one), other);
}
