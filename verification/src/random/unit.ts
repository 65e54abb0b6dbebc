import { fromWhole } from '../f32/whole.ts';

/** What dividing by 2^24 takes from the exponent field. */
const UNIT_SHIFT = 24 << 23;

/** A random u32 as f32 bits in [0, 1): its upper 24 bits, which f32 holds exactly. */
export function unit(word: number): number {
  const whole = fromWhole(word >>> 8);
  return whole === 0 ? 0 : whole - UNIT_SHIFT;
}
