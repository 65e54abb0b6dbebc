import { Formula, number, type Term } from '../element/formula.ts';
import { expPair } from './exp-pair.ts';
import { exactSum, exactSumOrdered, halves, magnitude, scaling } from './pairs.ts';

/** 2·√(2/π), and what f32 leaves of it. */
const SLOPE = 1.5957691216057308;
const SLOPE_REST = SLOPE - Math.fround(SLOPE);
/** 0.044715 times that; and in two parts, the first of 12 bits. */
const CUBIC = 0.07135481627260025;
const CUBIC_HIGH = 0.07135009765625;
const CUBIC_LOW = CUBIC - CUBIC_HIGH;
/** Where the result is x or 0. */
const CLEAR_FROM = number(12);

/**
 * x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))/2 = x/(1 + e^-w) with w = x·(SLOPE + CUBIC·x²), at most 2 ulp from the true
 * value, also in the left tail: w is worked out as a pair, and e^-|w| with it.
 */
export function geluTanh(x: Term) {
  const f = new Formula();
  const { add, sub, mul, div, less, equal } = f;
  const [zero, one] = [number(0), number(1)];
  const size = magnitude(f, x);
  const a = less(size, CLEAR_FROM, size, CLEAR_FROM);
  const parts = halves(f, a);
  const square = mul(a, a);
  const lost = add(sub(mul(parts.high, parts.high), square), mul(parts.low, add(a, parts.high)));
  const top = halves(f, square).high;
  const rest = add(sub(square, top), lost);
  const bent = add(mul(top, number(CUBIC_LOW)), mul(rest, number(CUBIC)));
  const sum = exactSum(f, number(SLOPE), mul(top, number(CUBIC_HIGH)));
  const low = add(add(sum.low, bent), number(SLOPE_REST));
  const inner = halves(f, sum.high);
  const innerLow = add(inner.low, low);
  const minus = mul(parts.high, number(-1));
  const w = mul(minus, inner.high);
  const v = sub(mul(minus, innerLow), mul(parts.low, add(inner.high, innerLow)));
  const ordered = exactSumOrdered(f, w, v);
  const power = expPair(f, ordered.high, ordered.low);
  const n = exactSumOrdered(f, power.high, power.low);
  const scale = scaling(f, power.exponent);
  const e = scale(n.high);
  const d = add(e, one);
  const dl = add(sub(e, sub(d, one)), scale(n.low));
  // Left of 0 the numerator is e^-|w|; it is scaled last, for x times it may be normal where it is not.
  const q = div(less(x, zero, n.high, one), d);
  const correction = div(sub(less(x, zero, n.low, zero), mul(q, dl)), d);
  const y = scaling(f, less(x, zero, power.exponent, zero))(add(mul(x, q), mul(x, correction)));
  // So far out, e^-|w| is 0.
  const bounded = less(x, number(-12), zero, less(CLEAR_FROM, x, x, y));
  return f.instructions(equal(x, x, bounded, x));
}
