import { accountId, boundedVec, h256, struct } from '../scale/composites.ts';
import { u8, u32, u128 } from '../scale/primitives.ts';
import type { Of } from '../scale/shape.ts';
import { variant } from '../scale/variants.ts';
import { MAX_DEMANDS } from './limits.ts';
import { leafBytes, merklePath, programRecord } from './move.ts';

/** One 4 KiB leaf of a state that a Solver has committed to. */
export const committedLeaf = struct(['pallet_disputes', 'CommittedLeaf'], {
  checkpoint: u32,
  tensor: u32,
  leaf: u32,
});
export type CommittedLeaf = Of<typeof committedLeaf>;

/** One 4 KiB leaf of anything that a task commits to; of its files as they are served. */
export const demandedLeaf = variant(['pallet_disputes', 'DemandedLeaf'], {
  State: committedLeaf,
  Program: { leaf: u32 },
  Dataset: { leaf: u32 },
});
export type DemandedLeaf = Of<typeof demandedLeaf>;

/** Somebody has to be shown a leaf on chain, having been served none off it. */
export const demand = struct(['pallet_disputes', 'Demand'], {
  who: accountId,
  what: demandedLeaf,
  /** Attempt at the task that it is about. */
  attempt: u8,
  /** Held from whoever demands, for whoever supplies; nothing where the chain itself demands. */
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

/** A leaf of a file, which says by itself how many there are, with its path to the root. */
export const fileOpening = struct(['pallet_disputes', 'FileOpening'], {
  leaf: leafBytes,
  leafPath: merklePath,
});
export type FileOpening = Of<typeof fileOpening>;

/** What shows a leaf that was demanded. */
export const suppliedLeaf = variant(['pallet_disputes', 'SuppliedLeaf'], {
  State: leafOpening,
  File: fileOpening,
});
export type SuppliedLeaf = Of<typeof suppliedLeaf>;
