import { blake2b256, type Hash } from '../hash/blake2b.ts';

const encoder = new TextEncoder();
const COMMITMENT_DOMAIN = encoder.encode('plumbline/secret');
const ORDER_DOMAIN = encoder.encode('plumbline/order');
const LOTTERY_DOMAIN = encoder.encode('plumbline/forced-error');
const MILLION = 1_000_000n;
const DRAWS = 1n << 64n;

/** Where a root stands in a pair of roots. */
export type PositionName = 'First' | 'Second';

/** What a Solver commits to when it starts: the hash of its secret, bound to the account. */
export function secretCommitment(secret: Hash, account: Uint8Array): Hash {
  return blake2b256(COMMITMENT_DOMAIN, secret, account);
}

/** Where the right root stands in all pairs of an attempt; only who knows the secret can tell. */
export function rightPosition(secret: Hash): PositionName {
  const [first = 0] = blake2b256(ORDER_DOMAIN, secret);
  return first % 2 === 0 ? 'First' : 'Second';
}

export function otherPosition(position: PositionName): PositionName {
  return position === 'First' ? 'Second' : 'First';
}

/**
 * Whether the Solver must designate the altered roots: `H(secret ‖ randomness) < rate`. Neither the Solver, which
 * committed to the secret before, nor anybody else, who does not know it, can choose the outcome.
 *
 * @param randomness of a block made after the proof was committed to
 * @param rate in millionths
 */
export function isForced(secret: Hash, randomness: Hash, rate: number): boolean {
  const digest = blake2b256(LOTTERY_DOMAIN, secret, randomness);
  const drawn = new DataView(digest.buffer, digest.byteOffset).getBigUint64(0, true);
  return drawn * MILLION < DRAWS * BigInt(rate);
}

/** Which position the Solver must designate. */
export function dueDesignation(secret: Hash, randomness: Hash, rate: number): PositionName {
  const right = rightPosition(secret);
  return isForced(secret, randomness, rate) ? otherPosition(right) : right;
}
