import { accountId, boundedVec, h256, option, struct } from '../scale/composites.ts';
import { bool, u128 } from '../scale/primitives.ts';
import type { Of } from '../scale/shape.ts';
import { variant } from '../scale/variants.ts';
import { MAX_WITNESSES } from './limits.ts';

/** A Verifier that was drawn to find out whether a trace is served. */
export const drawnWitness = struct(['pallet_disputes', 'DrawnWitness'], {
  account: accountId,
  /** Hash of what it found, its salt and its account. */
  commitment: option(h256),
  /** Whether it was served all of the trace. */
  served: option(bool),
});
export type DrawnWitness = Of<typeof drawnWitness>;

/** How far witnesses are. */
export const witnessStage = variant(['pallet_disputes', 'WitnessStage'], {
  /** They are drawn with the randomness of a block that is still to come. */
  Seeking: null,
  Committing: null,
  Revealing: null,
  /** The game goes on; those that are left were served the trace and have it. */
  Heard: null,
});
export type WitnessStage = Of<typeof witnessStage>;

/** The witnesses of one dispute about a tolerant interval. */
export const witnesses = struct(['pallet_disputes', 'Witnesses'], {
  stage: witnessStage,
  drawn: boundedVec(drawnWitness, MAX_WITNESSES),
  /** Whether others were drawn in the place of those that were silent, which is done once. */
  replaced: bool,
  /** Held from the challenger, for those that were served. */
  deposit: u128,
});
export type Witnesses = Of<typeof witnesses>;
