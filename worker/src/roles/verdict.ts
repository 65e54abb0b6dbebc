import { type Verdict, verdict as verdictShape } from '@plumbline/runtime-types/domain/task';
import { fromHex } from '@plumbline/runtime-types/scale/hex';
import { blake2b256, type Hash } from '@plumbline/verification/hash/blake2b';
import type { IntervalDistance, Replayed } from './replay.ts';

/** What a checker found and must be able to reveal; lost, it could not be revealed at all. */
export interface KeptVerdict {
  /** Interval of the fault, or -1 for `Accept`. */
  readonly fault: number;
  readonly salt: Uint8Array;
  /** Of a tolerant task whose initial state is right: the interval that is farthest from its replay. */
  readonly distance?: IntervalDistance;
}

/** What is kept of a replay. */
export function keptOf(found: Replayed, salt: Uint8Array): KeptVerdict {
  const { distance } = found;
  return { fault: found.ok ? -1 : found.interval, salt, ...(distance && { distance }) };
}

/** `H(SCALE(verdict) ‖ salt ‖ account)`: binds the Verifier and hides what it found until everybody has looked. */
export function verdictCommitment(verdict: Verdict, salt: Uint8Array, account: string): Hash {
  return blake2b256(verdictShape.codec.enc(verdict), salt, fromHex(account));
}

/** The verdict as the chain takes it. */
export function verdictOf({ fault, distance }: KeptVerdict): Verdict {
  if (distance !== undefined) {
    const { interval } = distance;
    return { type: 'Distance', value: { interval, distance: BigInt(distance.distance) } };
  }
  return fault < 0 ? { type: 'Accept' } : { type: 'Fault', value: { interval: fault } };
}
