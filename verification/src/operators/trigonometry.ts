import { Formula, number, type Term } from '../element/formula.ts';
import { cosine, reduceAngle, sine } from './angle.ts';
import { exactSumOrdered, magnitude } from './pairs.ts';

/** Below this the function is its argument. */
const TINY = number(2 ** -12);
const [zero, one, two, three] = [0, 1, 2, 3].map(number) as [Term, Term, Term, Term];

/** a in the odd quadrants, b in the even ones. */
function oddElse({ equal }: Formula, quadrant: Term, a: Term, b: Term): Term {
  return equal(quadrant, one, a, equal(quadrant, three, a, b));
}

/**
 * sin x, at most 1 ulp from the true value over all of f32; -0 gives -0, ±∞ NaN.
 *
 * @param near only for |x| < 64, where it gives the same
 */
export function sin(x: Term, near = false) {
  const f = new Formula();
  const angle = reduceAngle(f, x, near);
  const c = f.add(...cosine(f, angle));
  const s = f.add(...sine(f, angle));
  const value = oddElse(f, angle.quadrant, c, s);
  const signed = f.lessEqual(two, angle.quadrant, f.mul(value, number(-1)), value);
  return f.instructions(f.less(magnitude(f, x), TINY, x, signed));
}

/** cos x, at most 1 ulp from the true value over all of f32; ±∞ gives NaN. */
export function cos(x: Term, near = false) {
  const f = new Formula();
  const angle = reduceAngle(f, x, near);
  const c = f.add(...cosine(f, angle));
  const s = f.add(...sine(f, angle));
  const value = oddElse(f, angle.quadrant, s, c);
  const minus = f.mul(value, number(-1));
  return f.instructions(f.equal(angle.quadrant, one, minus, f.equal(angle.quadrant, two, minus, value)));
}

/** tan x as sine by cosine, both unrounded; at most 2 ulp from the true value over all of f32. */
export function tan(x: Term, near = false) {
  const f = new Formula();
  const { add, sub, mul, div } = f;
  const angle = reduceAngle(f, x, near);
  const c = exactSumOrdered(f, ...cosine(f, angle));
  const s = exactSumOrdered(f, ...sine(f, angle));
  const pick = (odd: Term, even: Term): Term => oddElse(f, angle.quadrant, odd, even);
  const above = pick(sub(zero, c.high), s.high);
  const aboveLow = pick(sub(zero, c.low), s.low);
  const below = pick(s.high, c.high);
  const belowLow = pick(s.low, c.low);
  const q = div(above, below);
  const y = add(q, div(sub(aboveLow, mul(q, belowLow)), below));
  return f.instructions(f.less(magnitude(f, x), TINY, x, y));
}
