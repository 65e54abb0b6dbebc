import { fromBits } from '@plumbline/verification/f32/bits';

/** All f32 there are. */
export const ALL_F32 = 2 ** 32;
/** Pairs of the grid that `pow` is given: 2^14 bases over all sizes and as many around 1, 2^13 exponents each. */
const POW_GRID = 2 ** 28;
/** Those, and as many random ones. */
export const POW_PAIRS = 2 * POW_GRID;

const ONE = 0x3f80_0000;

/** Base and exponent number `i` of what `pow` is given: first the grid, then pairs at random, the same every time. */
export function powPair(i: number): readonly [base: number, exponent: number] {
  return i < POW_GRID ? gridPair(i) : randomPair(i - POW_GRID);
}

function gridPair(i: number): readonly [number, number] {
  const exponent = i % 2 ** 13;
  const at = Math.floor(i / 2 ** 13) % 2 ** 14;
  const size = fromBits(i < POW_GRID / 2 ? at << 17 : ONE + (at - 2 ** 13) * 2 ** 10);
  // Half of the exponents spread the result over all of f32, the others are whole and broken ones within ±64.
  if (exponent < 2 ** 12) return [size, Math.fround((-105 + (195 * exponent) / 2 ** 12) / Math.log(size))];
  return [at % 2 === 0 ? size : -size, (exponent - 3 * 2 ** 11) / 32];
}

function randomPair(i: number): readonly [number, number] {
  const random = (k: number): number => mixed(Math.imul(i, 4) + k + Math.floor(i / 2 ** 30)) / ALL_F32;
  const kind = random(0);
  const wide = 2 ** (random(1) * 277 - 149);
  const near = 1 + (random(1) - 0.5) * 2 ** (-random(2) * 22);
  const base = Math.fround(kind < 0.4 ? wide : kind < 0.8 ? near : (random(1) - 0.5) * 30);
  const exponent =
    kind < 0.8 ? (104 * (random(3) * 2 - 1)) / (Math.log(base) || 1) : Math.floor(random(3) * 60 - 30);
  return [base, Math.fround(exponent)];
}

/** The finalizer of MurmurHash3: every bit of the result depends on all bits of `h`. */
function mixed(h: number): number {
  let x = h;
  x = Math.imul(x ^ (x >>> 16), 0x85eb_ca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2_ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
