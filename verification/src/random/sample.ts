import type { Hash } from '../hash/blake2b.ts';
import { fromHex } from '../hash/hex.ts';
import { philox4x32, philoxKey } from './philox.ts';

/**
 * The intervals that an account has to replay: `min(count, intervals)` distinct ones out of `0 … intervals-1`,
 * ascending, as good as uniform and independent of what other accounts draw (R. Floyd's sampling, so the work
 * is that of `count`, not of `intervals`).
 *
 * @param randomness hash of the block after the commitment
 * @param account `0x` and 64 hex digits
 */
export function drawIntervals(randomness: Hash, account: string, intervals: number, count: number): number[] {
  const key = philoxKey(randomness, 'intervals', fromHex(account));
  const wanted = Math.min(Math.max(count, 0), intervals);
  const drawn = new Set<number>();
  for (let top = intervals - wanted; top < intervals; top++) {
    // 53 bits modulo at most 2^32 choices: the bias is below 2^-21.
    const [high, low] = philox4x32(key, [top >>> 0, 0, 0, 0]);
    const pick = (high * 0x20_0000 + (low >>> 11)) % (top + 1);
    drawn.add(drawn.has(pick) ? top : pick);
  }
  return [...drawn].sort((a, b) => a - b);
}
