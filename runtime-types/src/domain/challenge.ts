import { accountId, boundedVec, struct } from '../scale/composites.ts';
import { u32, u128 } from '../scale/primitives.ts';
import type { Of } from '../scale/shape.ts';
import { MAX_CHALLENGES } from './limits.ts';

/** A challenge that waits until the dispute going on about its task is over. */
export const waitingChallenge = struct(['pallet_disputes', 'WaitingChallenge'], {
  challenger: accountId,
  /** The interval denied; one past the last stands for the initial state. */
  interval: u32,
  /** Held from the challenger. */
  bond: u128,
});
export type WaitingChallenge = Of<typeof waitingChallenge>;

export const waitingChallenges = boundedVec(waitingChallenge, MAX_CHALLENGES);
