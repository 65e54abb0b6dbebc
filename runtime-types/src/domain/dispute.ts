import { accountId, h256, struct } from '../scale/composites.ts';
import { u32, u128 } from '../scale/primitives.ts';
import type { Of } from '../scale/shape.ts';
import { variant } from '../scale/variants.ts';
import { gamePhase } from './game.ts';

/** Who brought the dispute. */
export const disputeOrigin = variant(['pallet_disputes', 'DisputeOrigin'], {
  /** A drawn Verifier that revealed a fault. */
  Verifier: null,
  /** A Whistleblower that reported a fault in the blind window. */
  Report: null,
  /** A Whistleblower in the challenge window. */
  Whistleblower: null,
});
export type DisputeOrigin = Of<typeof disputeOrigin>;

/** Who defends. */
export const defence = variant(['pallet_disputes', 'Defence'], {
  /** The Solver, whose work it is. */
  Solver: null,
  /** Nobody: the Solver was silent, and a Verifier that accepted its work may take over. */
  Open: null,
  /** A Verifier that has taken over. */
  Verifier: null,
});

export const dispute = struct(['pallet_disputes', 'Dispute'], {
  task: u32,
  challenger: accountId,
  defender: accountId,
  defence,
  origin: disputeOrigin,
  /** The interval denied; one past the last stands for the initial state. */
  interval: u32,
  game: gamePhase,
  /** Moves played so far. */
  round: u32,
  /** Hash of the last move with all before it; what the next one that is signed off chain must follow. */
  head: h256,
  /** Block after which the side whose turn it is has lost. */
  deadline: u32,
  /** Held from the challenger (Whistleblowers). */
  bond: u128,
});
export type Dispute = Of<typeof dispute>;
