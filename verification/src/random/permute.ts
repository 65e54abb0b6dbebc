import type { Hash } from '../hash/blake2b.ts';
import { type PhiloxKey, philox4x32, philoxKey } from './philox.ts';

const ROUNDS = 4;

/**
 * Where index `index` goes in the keyed permutation of `0 … rows-1` that orders epoch `epoch`. A balanced Feistel
 * network over the smallest even number of bits that holds `rows` permutes `0 … 2^bits - 1`; values outside
 * are sent through again until one falls inside (cycle walking: fewer than 4 passes on average).
 */
export function permute(seed: Hash, epoch: number, index: number, rows: number): number {
  return permuteWithKey(orderKey(seed), epoch, index, rows);
}

/** The key of `permuteWithKey`: for whoever permutes many indices under one seed. */
export function orderKey(seed: Hash): PhiloxKey {
  return philoxKey(seed, 'order');
}

export function permuteWithKey(key: PhiloxKey, epoch: number, index: number, rows: number): number {
  if (!Number.isInteger(rows) || rows < 1 || rows > 0x1_0000_0000 || index < 0 || index >= rows) {
    throw new RangeError(`permute: index ${index} is not one of ${rows} rows (1 to 2^32 rows).`);
  }
  const half = halfBits(rows);
  let value = index;
  do value = feistel(key, epoch, value, half);
  while (value >= rows);
  return value;
}

/** Half of the smallest even number of bits (at least 2) that holds `rows` values. */
function halfBits(rows: number): number {
  let half = 1;
  for (let values = 4; values < rows; values *= 4) half++;
  return half;
}

function feistel(key: PhiloxKey, epoch: number, value: number, half: number): number {
  const size = 1 << half;
  let left = Math.floor(value / size);
  let right = value % size;
  for (let round = 0; round < ROUNDS; round++) {
    const [word] = philox4x32(key, [right, round, epoch >>> 0, half]);
    [left, right] = [right, (left ^ (word & (size - 1))) >>> 0];
  }
  return left * size + right;
}
