import type { Random } from '../pinpoint/random.ts';

const MAGNITUDES = [
  // Zero, the least and greatest subnormals, and around the least normal.
  [0, 1, 2, 3, 0x40_0000, 0x7f_fffe, 0x7f_ffff, 0x80_0000, 0x80_0001, 0xff_ffff, 0x100_0000],
  // Around ½, 1, 1½, 2, 3, and where rounding adds a bit.
  [0x3eff_ffff, 0x3f00_0000, 0x3f00_0001, 0x3f7f_ffff, 0x3f80_0000, 0x3f80_0001, 0x3fc0_0000, 0x3fff_ffff],
  [0x4000_0000, 0x4040_0000, 0x3380_0000, 0x3380_0001, 0x337f_ffff, 0x3400_0000, 0x3f2a_aaab, 0x3fb5_04f3],
  // Around 126, 127, 128, 2^23, 2^24, 2^31, 2^32: where floor, pow2 and whole numbers change.
  [0x42fc_0000, 0x42fd_ffff, 0x42fe_0000, 0x42ff_ffff, 0x4300_0000, 0x4300_0001, 0x4aff_ffff, 0x4b00_0000],
  [0x4b00_0001, 0x4b7f_ffff, 0x4b80_0000, 0x4eff_ffff, 0x4f00_0000, 0x4f7f_ffff, 0x4f80_0000],
  // Roots of the least and greatest numbers, so that products over- and underflow by a hair.
  [0x1a3504f3, 0x2000_0000, 0x1fff_ffff, 0x5f7f_ffff, 0x5f80_0000, 0x5f80_0001, 0x0c80_0000, 0x7e80_0000],
  // The greatest numbers, infinity, NaNs.
  [0x7eff_ffff, 0x7f00_0000, 0x7f7f_fffe, 0x7f7f_ffff, 0x7f80_0000, 0x7f80_0001, 0x7fc0_0000, 0x7fff_ffff],
].flat();

/** Where something special happens, with both signs. */
export const SPECIAL_OPERANDS: readonly number[] = MAGNITUDES.flatMap((bits) => [
  bits,
  (bits | 0x8000_0000) >>> 0,
]);

/** Any bits: half of the time all alike, else with an exponent near 1 or something special. */
export function anyOperand(random: Random): number {
  const bits = random.bits();
  switch (random.bits() & 7) {
    case 0:
      return random.pick(SPECIAL_OPERANDS);
    case 1:
      return (bits & 0x80ff_ffff) >>> 0;
    case 2:
    case 3:
      return ((bits & 0x807f_ffff) | ((118 + random.below(44)) << 23)) >>> 0;
    default:
      return bits;
  }
}

/** Any bits, often near those of `x`, so that sums cancel and bits fall out of the last place. */
export function operandBeside(x: number, random: Random): number {
  const bits = random.bits();
  const field = (x >>> 23) & 0xff;
  switch (random.bits() & 7) {
    case 0:
    case 1:
      return ((bits & 0x807f_ffff) | (((field + 228 + random.below(56)) & 0xff) << 23)) >>> 0;
    case 2:
      return (x ^ (bits & 0x8000_000f)) >>> 0;
    case 3:
      return ((bits & 0x8000_0fff) | (field << 23)) >>> 0;
    default:
      return anyOperand(random);
  }
}
