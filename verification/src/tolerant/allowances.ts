import { type Formula, number, type Term } from '../element/formula.ts';
import { constant } from '../element/straight.ts';
import type { OperatorName } from '../graph/types.ts';
import { INFINITY } from '../operators/coefficients.ts';
import { magnitude } from '../operators/pairs.ts';

/** Writes down how far a device's result may lie from the canonical one, `v`, of operand elements `x` and `y`. */
export type Allowance = (f: Formula, v: Term, x: Term, y: Term) => Term;

/** Of a number from [1, 2); of any other, at most this part of it. */
const ULP = 2 ** -23;
/** Whatever a device does to subnormals. */
export const TINY = 2 ** -120;
const LARGEST = number((2 - ULP) * 2 ** 127);
const tiny = number(TINY);

/** |x|, at most `limit`, which NaN and infinities become. */
function capped(f: Formula, x: Term, limit: Term): Term {
  const size = magnitude(f, x);
  return f.less(size, limit, size, limit);
}

/** `count` units in the last place of v, and what subnormals may lose. */
function ulps(f: Formula, v: Term, count: Term): Term {
  return f.add(f.mul(f.mul(capped(f, v, LARGEST), number(ULP)), count), tiny);
}

const relative =
  (count: number): Allowance =>
  (f, v) =>
    ulps(f, v, number(count));

const absolute =
  (error: number): Allowance =>
  (f) =>
    f.add(number(error), tiny);

const both =
  (count: number, error: number): Allowance =>
  (f, v) =>
    f.add(ulps(f, v, number(count)), number(error));

/** e^x by WGSL has 3 + 2·|x| ulp; beyond ±256 there is nothing left to err about. */
const exponential =
  (count: number, v: (f: Formula, v: Term) => Term = (_f, value) => value): Allowance =>
  (f, value, x) =>
    ulps(f, v(f, value), f.add(f.mul(capped(f, x, number(256)), number(4)), number(count)));

/** x^y as exp2(y·log2 x): an error of 2^-21 in the logarithm near 1, of 3 ulp elsewhere; then that of exp2. */
const power: Allowance = (f, v, _x, y) => {
  const exponent = f.mul(f.add(magnitude(f, f.exponent(v)), number(3)), number(8));
  return ulps(f, v, f.add(f.mul(capped(f, y, number(2 ** 20)), number(8)), exponent));
};

/** sin/cos, each with an error of 2^-11; where cos may vanish nothing holds. */
const tangent: Allowance = (f, v) => {
  const size = capped(f, v, LARGEST);
  const error = f.mul(f.add(f.mul(size, size), number(1)), number(2 ** -9));
  return f.less(size, number(1024), error, constant(INFINITY));
};

/** x·sigmoid(w), w = 1.5957691·x + 0.0713548·x³. */
const geluTanh: Allowance = (f, v, x) => {
  const a = capped(f, x, number(16));
  const w = f.mul(a, f.add(f.mul(f.mul(a, a), number(0.072)), number(1.6)));
  return ulps(f, v, f.add(f.mul(w, number(12)), number(16)));
};

/**
 * Operators that round: the error of CUDA's or WGSL's published allowance, whichever is larger, together with the 2
 * ulp that the canonical result may be off, and more than enough for the roundings in which the bound is computed. All
 * others give the canonical result, but for subnormals (docs/tolerant.md derives each).
 */
export const ALLOWANCES: Readonly<Partial<Record<OperatorName, Allowance>>> = {
  add: relative(3),
  sub: relative(3),
  mul: relative(3),
  square: relative(3),
  div: relative(6),
  reciprocal: relative(6),
  sqrt: relative(8),
  rsqrt: relative(8),
  pow: power,
  exp: exponential(8),
  expm1: exponential(8, (f, v) => f.add(capped(f, v, LARGEST), number(1))),
  log: both(8, 2 ** -20),
  log1p: both(8, 2 ** -19),
  softplus: both(16, 2 ** -19),
  sigmoid: exponential(16),
  tanh: both(8, 2 ** -16),
  sin: absolute(2 ** -10),
  cos: absolute(2 ** -10),
  tan: tangent,
  erf: both(8, 2 ** -20),
  gelu: (f, _v, x) => f.add(f.mul(capped(f, x, LARGEST), number(2 ** -19)), tiny),
  geluTanh,
};
