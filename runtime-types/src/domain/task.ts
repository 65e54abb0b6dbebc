import { accountId, boundedVec, h256, option, struct } from '../scale/composites.ts';
import { bool, u8, u32, u64, u128 } from '../scale/primitives.ts';
import type { Of } from '../scale/shape.ts';
import { variant } from '../scale/variants.ts';
import { MAX_DEADLINES, MAX_DRAWN_VERIFIERS, MAX_PROFILERS, MAX_REPORTS, MAX_SERVED } from './limits.ts';
import { served } from './roles.ts';
import { taskSpec } from './task-spec.ts';

export const taskStatus = variant(['pallet_tasks', 'TaskStatus'], {
  Submitted: null,
  Profiling: null,
  /** All profilers have committed to their reports and reveal them. */
  Reporting: null,
  /** What the profilers found may be denied. */
  Profiled: null,
  Open: null,
  Assigned: null,
  Training: null,
  /** The Solver has committed to its proof and must designate one of its two roots. */
  Proved: null,
  Verifying: null,
  Revealing: null,
  /** All verdicts are known; the Solver must reveal its secret. */
  Unsealing: null,
  Challengeable: null,
  Disputed: null,
  Settled: null,
  Cancelled: null,
  Rejected: null,
  Expired: null,
});
export type TaskStatus = Of<typeof taskStatus>;
export type TaskStatusName = TaskStatus['type'];

/** Where a root stands in a pair. */
export const position = variant(['pallet_tasks', 'Position'], { First: null, Second: null });
export type Position = Of<typeof position>;

/** A right root and an altered one, in the order that the Solver's secret says. */
export const rootPair = struct(['pallet_tasks', 'RootPair'], { first: h256, second: h256 });
export type RootPair = Of<typeof rootPair>;

/** What decides, unknown to everybody but the Solver, whether an attempt's checkers are shown altered roots. */
export const seal = struct(['pallet_tasks', 'Seal'], {
  /** Hash of the Solver's secret and account. */
  commitment: h256,
  /** Randomness later than the commitment; with the secret it says what is altered. */
  salt: option(h256),
  /** Randomness later than the proof; with the secret it says which roots must be designated. */
  lottery: option(h256),
  /** Which roots the Solver stands for. */
  designated: option(position),
  secret: option(h256),
});
export type Seal = Of<typeof seal>;

/** What a profiler found. */
export const profileReport = variant(['pallet_tasks', 'ProfileReport'], {
  /** Everything can be fetched, the graph is well-formed and one step stays finite. */
  Ok: { unitsPerStep: u64 },
  /** Program or dataset cannot be fetched, or is not what its root says. */
  Unavailable: null,
  /** A record of the program is not well-formed. */
  Malformed: { record: u32 },
  /** One step leaves the finite numbers. */
  NonFinite: null,
  /** A step takes more units, or the program more elements, than any may. */
  TooLarge: null,
  /** `Ok` of a tolerant task, with what was measured; distances in 2^-40 of a tensor's average step. */
  Measured: {
    unitsPerStep: u64,
    /** How far from a replay an honest device may end an interval. */
    threshold: u64,
    /** The smallest step of any tensor: 2^40, or less where it is too small to be told. */
    step: u64,
  },
  /** The threshold of a tolerant task is not well below one step. Only the chain says so. */
  TooCoarse: null,
});
export type ProfileReport = Of<typeof profileReport>;

/** A Verifier drawn to profile the task. */
export const drawnProfiler = struct(['pallet_tasks', 'DrawnProfiler'], {
  account: accountId,
  commitment: option(h256),
  report: option(profileReport),
  /** Drawn for the second look, because the first found what the chain cannot check. */
  second: bool,
});
export type DrawnProfiler = Of<typeof drawnProfiler>;

/** What a Verifier found. Interval `n` (one past the last) stands for the initial state. */
export const verdict = variant(['pallet_tasks', 'Verdict'], {
  Accept: null,
  Fault: { interval: u32 },
  /** Of a tolerant task: the interval that ends farthest from its replay, and how far; the chain compares. */
  Distance: { interval: u32, distance: u64 },
});
export type Verdict = Of<typeof verdict>;

/** A Verifier drawn for the attempt. */
export const drawnVerifier = struct(['pallet_tasks', 'DrawnVerifier'], {
  account: accountId,
  commitment: option(h256),
  verdict: option(verdict),
  /** Its fault was played and not proved, or it was not given the key of a private task; it counts no more. */
  refuted: bool,
  /** It has not revealed in time and counts no more; what that costs follows from what the secret shows. */
  absent: bool,
});
export type DrawnVerifier = Of<typeof drawnVerifier>;

/** What a Whistleblower found in the blind window, for a bond. */
export const blindReport = struct(['pallet_tasks', 'BlindReport'], {
  account: accountId,
  commitment: h256,
  verdict: option(verdict),
  /** Held from it. */
  bond: u128,
});
export type BlindReport = Of<typeof blindReport>;

/** A Verifier that accepted altered roots, and the interval drawn for it where it should have seen that. */
export const accused = struct(['pallet_tasks', 'Accused'], { account: accountId, interval: u32 });
export type Accused = Of<typeof accused>;

/** A forced error that came to light; it is paid for when the task is settled on its right roots. */
export const forcedError = struct(['pallet_tasks', 'ForcedError'], {
  /** Those that reported it. */
  reporters: boundedVec(accountId, MAX_DRAWN_VERIFIERS + MAX_REPORTS),
  accused: boundedVec(accused, MAX_DRAWN_VERIFIERS),
  /** Checkpoints of which the Solver still has to show that they were altered by the rule. */
  unproved: boundedVec(u32, 2 * MAX_DRAWN_VERIFIERS),
});
export type ForcedError = Of<typeof forcedError>;

/** How far the Solver says that it is. */
export const progress = struct(['pallet_tasks', 'Progress'], {
  /** Checkpoints posted: `C_0 … C_{checkpoints-1}`. */
  checkpoints: u32,
  /** Bits of the last loss; for display only. */
  loss: u32,
});
export type Progress = Of<typeof progress>;

export const task = struct(['pallet_tasks', 'Task'], {
  submitter: accountId,
  spec: taskSpec,
  status: taskStatus,
  /** 0 for the first; one more each time that the task is opened again. */
  attempt: u8,
  /** Of the attempt; fixed when the task opens. */
  seed: option(h256),
  solver: option(accountId),
  /** Block in which a Solver was last drawn; 0 when none was. */
  assignedAt: u32,
  /** What the Solver of the attempt asks per 10⁹ units. */
  price: u64,
  /** Who profiled the task, with what it claims. */
  profilers: boundedVec(drawnProfiler, 2 * MAX_PROFILERS),
  verifiers: boundedVec(drawnVerifier, MAX_DRAWN_VERIFIERS),
  /** What Whistleblowers say in the present blind window. */
  reports: boundedVec(blindReport, MAX_REPORTS),
  /** The blind window stays open until this block, even when all Verifiers have committed. */
  blindUntil: u32,
  /**
   * Of the profilers, before the task opens: 0 for the first look, 1 for the second. After that 0 for the first blind
   * window of the attempt, 1 for the one on the right roots, after a forced error.
   */
  pass: u8,
  forced: option(forcedError),
  /** Randomness that fixes Verifiers and intervals. */
  drawSeed: option(h256),
  /** Of the attempt, since its Solver has started. */
  seal: option(seal),
  proofRoots: option(rootPair),
  progress,
  /** Block whose hooks act when nobody has until then; 0 when there is none. */
  deadline: u32,
  /** Block at which the present status gives up looking for somebody to draw; 0 when it is not looking. */
  searchUntil: u32,
  dispute: option(u32),
  /** Everybody who served, over all attempts. */
  served: boundedVec(served, MAX_SERVED),
  /** Still held from the Submitter for this task. */
  escrow: u128,
  submittedAt: u32,
});
export type Task = Of<typeof task>;

export const taskIds = boundedVec(u32, MAX_DEADLINES);
