import { toBits } from '../f32/bits.ts';

/** A random u32 as an f32 in [0, 1): its upper 24 bits, which f32 holds exactly. */
export function unit(word: number): number {
  return toBits((word >>> 8) / 0x100_0000);
}
