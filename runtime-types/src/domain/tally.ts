import { accountId, boundedBytes, boundedVec, struct } from '../scale/composites.ts';
import { u8, u32, u128 } from '../scale/primitives.ts';
import type { Of } from '../scale/shape.ts';
import { variant } from '../scale/variants.ts';
import { MAX_CHILDREN, MAX_OPENED_RECORDS, MAX_RECORD_BYTES } from './limits.ts';
import { merklePath } from './move.ts';

/** One record of a program, and its path to the program's root. */
export const recordOpening = struct(['pallet_disputes', 'RecordOpening'], {
  index: u32,
  record: boundedBytes(MAX_RECORD_BYTES),
  path: merklePath,
});
export type RecordOpening = Of<typeof recordOpening>;
/** A record with all that it names. */
export const recordOpenings = boundedVec(recordOpening, MAX_OPENED_RECORDS);

/** What some records of a program take together. */
export const tally = struct(['pallet_disputes', 'Tally'], {
  /** Units of a step. */
  units: u128,
  /** Elements of state tensors and node outputs. */
  elements: u128,
});
export type Tally = Of<typeof tally>;
export const tallies = boundedVec(tally, MAX_CHILDREN);

/** Where a game about the running sum over a program's records stands. */
export const tallyPhase = variant(['pallet_disputes', 'TallyPhase'], {
  /** Defender: sums up to the points that split all records, the last of them what it claims. */
  Claim: null,
  /** Defender: sums up to the points that split the records `first … last-1`; the sums before and after are known. */
  Sums: { first: u32, last: u32, before: tally, after: tally },
  /** Challenger: which of the sums is the first that is wrong. */
  Choice: { first: u32, last: u32, before: tally, sums: tallies },
  /** Challenger: the record, whose part the chain computes. */
  Record: { index: u32, before: tally, after: tally },
});
export type TallyPhase = Of<typeof tallyPhase>;

export const tallyMove = variant(['pallet_disputes', 'TallyMove'], {
  RevealSums: { sums: tallies },
  PickSum: { index: u8 },
  OpenRecord: { record: boundedBytes(MAX_RECORD_BYTES), path: merklePath },
});
export type TallyMove = Of<typeof tallyMove>;

/** What profilers say that a program takes is denied. */
export const tallyDispute = struct(['pallet_disputes', 'TallyDispute'], {
  challenger: accountId,
  /** A profiler that said so. */
  defender: accountId,
  phase: tallyPhase,
  /** Held from the challenger. */
  bond: u128,
});
export type TallyDispute = Of<typeof tallyDispute>;
