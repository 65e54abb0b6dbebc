import { boundedVec, fixedBytes, h256, struct } from '../scale/composites.ts';
import { u32 } from '../scale/primitives.ts';
import type { Of } from '../scale/shape.ts';
import { side } from './game.ts';
import { MAX_TRANSCRIPT } from './limits.ts';
import { move } from './move.ts';

/** What a side signs when it moves off chain: everything that the move must not be taken for anywhere else. */
export const moveMessage = struct(['pallet_disputes', 'MoveMessage'], {
  /** Genesis hash of the chain. */
  genesis: h256,
  task: u32,
  dispute: u32,
  /** Moves played before this one. */
  round: u32,
  side,
  /** Hash of the message before; of the first, that of the opening. */
  previous: h256,
  move,
});
export type MoveMessage = Of<typeof moveMessage>;

/** A move as it stands in a transcript: all else in its message follows from where it stands. */
export const signedMove = struct(['pallet_disputes', 'SignedMove'], { move, signature: fixedBytes(64) });
export type SignedMove = Of<typeof signedMove>;

/** Moves that were played off chain, in order. */
export const transcript = boundedVec(signedMove, MAX_TRANSCRIPT);
