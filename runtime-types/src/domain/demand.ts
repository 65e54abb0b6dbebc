import { accountId, boundedVec, h256, struct } from '../scale/composites.ts';
import { u8, u32, u128 } from '../scale/primitives.ts';
import type { Of } from '../scale/shape.ts';
import { MAX_DEMANDS } from './limits.ts';
import { leafBytes, merklePath, programRecord } from './move.ts';

/** One 4 KiB leaf of a state that a Solver has committed to. */
export const committedLeaf = struct(['pallet_disputes', 'CommittedLeaf'], {
  checkpoint: u32,
  tensor: u32,
  leaf: u32,
});
export type CommittedLeaf = Of<typeof committedLeaf>;

/** Somebody has to be shown a leaf on chain, having been served none off it. */
export const demand = struct(['pallet_disputes', 'Demand'], {
  who: accountId,
  what: committedLeaf,
  /** Attempt at the task that it is about. */
  attempt: u8,
  /** Held from whoever demands, for whoever supplies. */
  fee: u128,
  /** Last block in which it can be supplied. */
  deadline: u32,
});
export type Demand = Of<typeof demand>;

/** Demands of one task. */
export const demands = boundedVec(demand, MAX_DEMANDS);

/** A leaf with all that shows that it is the one that was committed to. */
export const leafOpening = struct(['pallet_disputes', 'LeafOpening'], {
  /** The state tensor's record, whose shape says how many leaves there are, and its path to the program's root. */
  record: programRecord,
  recordPath: merklePath,
  /** Root of the tensor, and its path to the state root of the checkpoint. */
  root: h256,
  rootPath: merklePath,
  leaf: leafBytes,
  leafPath: merklePath,
});
export type LeafOpening = Of<typeof leafOpening>;
