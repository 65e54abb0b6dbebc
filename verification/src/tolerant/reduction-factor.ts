import { fromWhole } from '../f32/whole.ts';
import { INFINITY } from '../operators/coefficients.ts';

/** Roundings of one term besides those of adding up: its product or quotient, at up to 2.5 ulp, and some to spare. */
const AROUND = 8;
/** From this many terms on nothing is proved: n·u would reach 1/8. */
export const MAX_TERMS = 2 ** 21 - AROUND;

/**
 * What the sum of magnitudes, as it is computed, is multiplied by: with m = n + 8, at least 3·m·u/((1 - 2·m·u)·(1 - m·u))
 * for m·u ≤ 1/8, as a whole number of u = 2^-24, f32 bits. +∞ for more terms than that.
 */
export function reductionFactor(terms: number): number {
  const m = terms + AROUND;
  if (terms > MAX_TERMS) return INFINITY;
  const units = 3 * m + Math.floor((18 * m * m) / 2 ** 24) + 1;
  return scaled(units, -24);
}

/** What flushing of subnormals takes from so many operations: 2^-120 for each, f32 bits. */
export function lostToSubnormals(operations: number): number {
  return scaled(operations + AROUND, -120);
}

/** whole·2^exponent, for results that are normal. */
function scaled(whole: number, exponent: number): number {
  return (fromWhole(whole) + exponent * 2 ** 23) >>> 0;
}
