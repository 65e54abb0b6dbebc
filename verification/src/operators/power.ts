import { Formula, number, type Term } from '../element/formula.ts';
import { constant } from '../element/straight.ts';
import {
  EXP_HIGH,
  EXP_LOW,
  INFINITY,
  LN2_HIGH,
  LN2_LOW,
  MINUS_INFINITY,
  NAN,
  POWER_POLYNOMIAL,
  SMALLEST_NORMAL,
  SQRT_TWO,
} from './coefficients.ts';
import { expPair } from './exp-pair.ts';
import { exactSumOrdered, halves, magnitude, type Pair, scaling } from './pairs.ts';

const [zero, one, three] = [0, 1, 3].map(number) as [Term, Term, Term];
const infinity = constant(INFINITY);
const minusInfinity = constant(MINUS_INFINITY);
/** 12 bits of 2/3. */
const TWO_THIRDS = 0.66650390625;
/** Beyond this no exponent makes a difference: |ln x| is 2^-25 at least, unless x is 1. */
const LARGEST_EXPONENT = 2 ** 32;

/** |x|, made normal. */
function normal(f: Formula, x: Term): Term {
  const size = magnitude(f, x);
  return f.less(size, constant(SMALLEST_NORMAL), f.mul(size, number(2 ** 24)), size);
}

/** The exponent e of |x| = m·2^e with m in (√½, √2]. */
function exponentOf(f: Formula, x: Term): Term {
  const { add, less, exponent, mantissa } = f;
  const s = normal(f, x);
  const above = less(constant(SQRT_TWO), mantissa(s), one, zero);
  const e = add(exponent(s), above);
  return add(e, less(magnitude(f, x), constant(SMALLEST_NORMAL), number(-24), zero));
}

/**
 * ln |x| as a pair, to 2^-32 of itself: ln m = (2/3)·s·(3 + s² + r) with s = (m - 1)/(m + 1) and r = s⁴·p(s²), every
 * product that matters between halves (after e_pow.c of fdlibm).
 */
function lnPair(f: Formula, x: Term): Pair {
  const { add, sub, mul, div, less, mantissa } = f;
  const given = mantissa(normal(f, x));
  const m = less(constant(SQRT_TWO), given, mul(given, number(0.5)), given);
  const n = sub(m, one);
  const d = add(m, one);
  const s = div(n, d);
  const sh = halves(f, s).high;
  const dh = halves(f, d).high;
  const dl = sub(m, sub(dh, one));
  const sl = div(sub(sub(n, mul(sh, dh)), mul(sh, dl)), d);
  const z = mul(s, s);
  const r = add(mul(mul(z, z), f.horner(z, POWER_POLYNOMIAL)), mul(sl, add(sh, s)));
  const square = mul(sh, sh);
  const th = halves(f, add(add(square, r), three)).high;
  const tl = sub(r, sub(sub(th, three), square));
  const product = exactSumOrdered(f, mul(sh, th), add(mul(sl, th), mul(tl, s)));
  const ph = halves(f, product.high);
  const high = mul(ph.high, number(TWO_THIRDS));
  const low = add(mul(ph.high, number(2 / 3 - TWO_THIRDS)), mul(add(ph.low, product.low), number(2 / 3)));
  const e = exponentOf(f, x);
  const sum = exactSumOrdered(f, mul(e, constant(LN2_HIGH)), high);
  return exactSumOrdered(f, sum.high, add(sum.low, add(low, mul(e, constant(LN2_LOW)))));
}

/** |x|^y for finite x other than 0, |y| at most 2^32. */
function positivePower(f: Formula, x: Term, y: Term): Term {
  const { add, mul, less } = f;
  const clipped = (): Term => {
    const raised = less(y, number(-LARGEST_EXPONENT), number(-LARGEST_EXPONENT), y);
    return less(number(LARGEST_EXPONENT), raised, number(LARGEST_EXPONENT), raised);
  };
  const ln = lnPair(f, x);
  const lh = halves(f, ln.high);
  const ll = add(lh.low, ln.low);
  const yh = halves(f, clipped());
  const p = exactSumOrdered(f, mul(yh.high, lh.high), add(mul(yh.low, lh.high), mul(clipped(), ll)));
  const [bottom, top] = [constant(EXP_LOW), constant(EXP_HIGH)];
  const low = less(p.high, bottom, zero, less(top, p.high, zero, p.low));
  const raised = less(p.high, bottom, bottom, p.high);
  const power = expPair(f, less(top, raised, top, raised), low);
  return scaling(f, power.exponent)(add(power.high, power.low));
}

/**
 * x^y, at most 1 ulp from the true value. As IEEE 754's pow: x^0 = 1 whatever x is, 1^±∞ = 1, a negative x has powers
 * only for whole y, -0 and -∞ are negative; but NaN in x or y gives NaN unless y is 0.
 */
export function pow(x: Term, y: Term) {
  const f = new Formula();
  const { sub, mul, less, equal, floor, mantissa } = f;
  const size = positivePower(f, x, y);
  const ofZero = equal(x, zero, less(y, zero, infinity, zero), size);
  const ofAll = equal(magnitude(f, x), infinity, less(y, zero, zero, infinity), ofZero);
  const isOdd = sub(y, mul(floor(mul(y, number(0.5))), number(2)));
  const signed = equal(isOdd, one, mul(ofAll, number(-1)), ofAll);
  const broken = equal(x, zero, ofAll, equal(x, minusInfinity, ofAll, constant(NAN)));
  const negative = equal(floor(y), y, signed, broken);
  const value = less(mantissa(x), zero, negative, ofAll);
  const known = equal(x, x, equal(y, y, value, y), x);
  return f.instructions(equal(y, zero, one, known));
}
