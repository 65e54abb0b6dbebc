import { type Verdict, verdict as verdictShape } from '@plumbline/runtime-types/domain/task';
import { fromHex } from '@plumbline/runtime-types/scale/hex';
import { blake2b256, type Hash } from '@plumbline/verification/hash/blake2b';

/** What a checker found and must be able to reveal; lost, it could not be revealed at all. */
export interface KeptVerdict {
  /** Interval of the fault, or -1 for `Accept`. */
  readonly fault: number;
  readonly salt: Uint8Array;
}

/** `H(SCALE(verdict) ‖ salt ‖ account)`: binds the Verifier and hides what it found until everybody has looked. */
export function verdictCommitment(verdict: Verdict, salt: Uint8Array, account: string): Hash {
  return blake2b256(verdictShape.codec.enc(verdict), salt, fromHex(account));
}

/** The verdict as the chain takes it. */
export function verdictOf({ fault }: KeptVerdict): Verdict {
  return fault < 0 ? { type: 'Accept' } : { type: 'Fault', value: { interval: fault } };
}
