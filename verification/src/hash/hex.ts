import type { Hash } from './blake2b.ts';

export { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';

/** Whether two hashes (or any bytes) are equal. */
export function sameHash(a: Hash, b: Hash): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
