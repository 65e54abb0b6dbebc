import type { Of } from '../scale/shape.ts';
import { variant } from '../scale/variants.ts';

/** Why an account was paid. */
export const paidReason = variant(['pallet_tasks', 'PaidReason'], {
  /** The Solver, for training. */
  Fee: null,
  /** A Verifier, for its replay. */
  VerifierFee: null,
  ProfileFee: null,
  /** The jackpot, from every fee. */
  Tax: null,
  /** Whoever proved a fault, from what was slashed. */
  Reward: null,
  /** A Solver that was accused wrongly, from what the accuser lost. */
  Compensation: null,
  /** Whoever reported a forced error, from the jackpot. */
  ForcedError: null,
  /** A Solver, for the time that it was bound to a task that cannot be trained. */
  TimeBound: null,
  /** The jackpot, from what was slashed. */
  Jackpot: null,
  /** A Verifier that was served a trace, by the challenger that was not. */
  WitnessFee: null,
});
export type PaidReason = Of<typeof paidReason>['type'];

/** Why an account lost stake or bond. */
export const slashReason = variant(['pallet_tasks', 'SlashReason'], {
  /** A Solver whose fault was proved. */
  Fault: null,
  /** A Verifier that accepted an interval drawn for it that was proved wrong. */
  AcceptedFault: null,
  /** A Verifier that accepted altered roots in an interval drawn for it. */
  AcceptedForcedError: null,
  /** A Solver that designated other roots than the lottery said. */
  WrongDesignation: null,
  /** A Verifier or Whistleblower whose accusation was not proved. */
  FailedChallenge: null,
  /** A profiler whose report was proved wrong. */
  WrongProfile: null,
  /** A missed deadline. */
  Silence: null,
  /** A Solver that declined a task drawn for it. */
  Declined: null,
});
export type SlashReason = Of<typeof slashReason>['type'];

/** Why nobody finished a task. */
export const expiryReason = variant(['pallet_tasks', 'ExpiryReason'], {
  /** No Verifier could be drawn to profile it. */
  NoProfiler: null,
  /** No Solver could be drawn. */
  NoSolver: null,
  /** No Verifier could be drawn to check it. */
  NoVerifiers: null,
  /** All attempts failed. */
  TooManyAttempts: null,
});
export type ExpiryReason = Of<typeof expiryReason>['type'];
