import { type Formula, number, type Term } from '../element/formula.ts';
import { constant } from '../element/straight.ts';
import { exactSum, halves, magnitude, type Pair } from './pairs.ts';
import {
  COS_POLYNOMIAL,
  QUARTER_TURN,
  QUARTER_TURN_HALVES,
  SIN_POLYNOMIAL,
  TURN_PIECES,
} from './trigonometric-coefficients.ts';

/** Below this an angle is reduced in three steps. */
export const NEAR = 64;

/** What is left of an angle after whole quarter turns: within ±π/4 (and a little), as a pair. */
export interface Reduced extends Pair {
  /** 0, 1, 2 or 3 quarter turns were taken off, full turns apart. */
  readonly quadrant: Term;
}

const TWO_OVER_PI = number(2 / Math.PI);

/** The nearest whole number of quarter turns of a near angle. */
function nearestQuarter({ floor, add, mul }: Formula, x: Term): Term {
  return floor(add(mul(x, TWO_OVER_PI), number(0.5)));
}

/** |x| < 64 (Cody and Waite): k quarter turns are subtracted in parts whose products with k are exact. */
function reduceNear(f: Formula, x: Term): Reduced {
  const { sub, mul } = f;
  const [first, second, third] = QUARTER_TURN;
  const rest = sub(x, mul(nearestQuarter(f, x), constant(first)));
  // k is worked out again rather than kept: registers are few.
  const sum = exactSum(f, rest, mul(mul(nearestQuarter(f, x), constant(second)), number(-1)));
  const quadrant = nearestQuarter(f, x);
  return { high: sum.high, low: sub(sum.low, mul(quadrant, constant(third))), quadrant };
}

/**
 * Any finite x (Payne and Hanek): the fraction of x/(2π). Each product of x's halves with pieces of 1/(2π) is exact,
 * and so is what is left of it after whole turns. That falls into parts on the grids 2^-21 and 2^-43, whose sums are
 * exact, and a rest.
 */
function reduceFar(f: Formula, x: Term): Reduced {
  const { add, sub, mul, floor } = f;
  const parts = halves(f, mul(x, number(2 ** -60)));
  const piece = (j: number): Term => number((TURN_PIECES[j] ?? 0) * 2 ** (48 - 12 * j));
  const onGrid = (value: Term, magic: number): Term => sub(add(value, number(magic)), number(magic));
  let [coarse, fine, rest]: Term[] = [];
  for (let j = 0; j < TURN_PIECES.length; j++) {
    const upper = mul(parts.high, piece(j));
    const turns = j === 0 ? upper : add(upper, mul(parts.low, piece(j - 1)));
    const fraction = sub(turns, floor(add(turns, number(0.5))));
    const a = onGrid(fraction, 6);
    const below = sub(fraction, a);
    const b = onGrid(below, 1.5 * 2 ** -20);
    const c = sub(below, b);
    coarse = coarse ? add(coarse, a) : a;
    fine = fine ? add(fine, b) : b;
    rest = rest ? add(rest, c) : c;
  }
  const [a, b, c] = [coarse, fine, rest] as [Term, Term, Term];
  const quarters = mul(sub(a, floor(add(a, number(0.5)))), number(4));
  const quadrant = floor(add(quarters, number(0.5)));
  const sum = exactSum(f, sub(quarters, quadrant), mul(b, number(4)));
  const low = add(sum.low, mul(c, number(4)));
  const fraction = halves(f, sum.high);
  const [first, second] = QUARTER_TURN_HALVES;
  const main = mul(fraction.high, constant(first));
  const side = add(mul(fraction.high, constant(second)), mul(add(fraction.low, low), number(Math.PI / 2)));
  const high = add(main, side);
  return { high, low: add(sub(main, high), side), quadrant };
}

/** The angle less whole quarter turns; `near` leaves out what only |x| ≥ 64 needs. */
export function reduceAngle(f: Formula, x: Term, near: boolean): Reduced {
  const { less, sub, mul, floor } = f;
  const chosen = near ? reduceNear(f, x) : choose();
  const turns = mul(floor(mul(chosen.quadrant, number(0.25))), number(4));
  return { ...chosen, quadrant: sub(chosen.quadrant, turns) };

  function choose(): Reduced {
    const far = reduceFar(f, x);
    const close = reduceNear(f, x);
    const size = magnitude(f, x);
    const limit = number(NEAR);
    const quadrant = less(size, limit, close.quadrant, far.quadrant);
    const high = less(size, limit, close.high, far.high);
    return { high, low: less(size, limit, close.low, far.low), quadrant };
  }
}

/** cos(y) = first + second, unrounded, for a reduced angle y. */
export function cosine(f: Formula, { high, low }: Pair): readonly [Term, Term] {
  const { add, sub, mul } = f;
  const one = number(1);
  const z = mul(high, high);
  const curved = sub(mul(mul(z, z), f.horner(z, COS_POLYNOMIAL)), mul(high, low));
  const half = mul(z, number(0.5));
  const main = sub(one, half);
  return [main, add(sub(sub(one, main), half), curved)];
}

/** sin(y) = first + second, unrounded, for a reduced angle y. */
export function sine(f: Formula, { high, low }: Pair): readonly [Term, Term] {
  const { add, sub, mul } = f;
  const z = mul(high, high);
  const curved = mul(mul(high, z), f.horner(z, SIN_POLYNOMIAL));
  return [high, add(curved, mul(low, sub(number(1), mul(z, number(0.5)))))];
}
