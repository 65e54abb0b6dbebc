import { struct } from '../scale/composites.ts';
import { u8, u32, u128 } from '../scale/primitives.ts';
import type { Of } from '../scale/shape.ts';

/** Rates are in millionths, windows in blocks, amounts in the smallest unit of balance. */

export const stakesParams = struct(['pallet_stakes', 'Params'], {
  minSolverStake: u128,
  minVerifierStake: u128,
  minWhistleblowerStake: u128,
  /** Part of the stake that a proven fault costs. */
  fraudSlash: u32,
  /** What a missed deadline costs. */
  silenceSlash: u128,
  /** Blocks from unbonding to withdrawing. */
  unbondingBlocks: u32,
  /** Who has not been heard of for more blocks is in no draw. */
  heartbeatBlocks: u32,
});
export type StakesParams = Of<typeof stakesParams>;

export const tasksParams = struct(['pallet_tasks', 'Params'], {
  /** Part of every fee that goes to the jackpot. */
  taxRate: u32,
  /** How often a Solver must designate altered roots, in millionths of all proofs. */
  forcedErrorRate: u32,
  profileFee: u128,
  /** What a Solver pays that declines a task drawn for it. */
  declineFee: u128,
  /** A Verifier's fee beside the pay for the units that it replays. */
  verifierFee: u128,
  profilingBlocks: u32,
  openBlocks: u32,
  commitBlocks: u32,
  /** How long a blind window stays open for Whistleblowers, once its Verifiers are drawn. */
  reportBlocks: u32,
  revealBlocks: u32,
  challengePeriod: u32,
  /** Attempts, the first included, before the fee goes back. */
  maxAttempts: u8,
  /** Models that can be built on each other, beside the first. */
  maxDepth: u8,
  /** The Solver's stake must be this many times the gain from cheating, weighed by the odds. */
  depositSafety: u32,
});
export type TasksParams = Of<typeof tasksParams>;

export const disputesParams = struct(['pallet_disputes', 'Params'], {
  /** Held from a Whistleblower for a challenge, and slashed from a Verifier whose fault is not proved. */
  bond: u128,
  /** Blocks that a side has for one move. */
  moveBlocks: u32,
});
export type DisputesParams = Of<typeof disputesParams>;
