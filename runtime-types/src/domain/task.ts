import { accountId, boundedVec, h256, option, struct } from '../scale/composites.ts';
import { bool, u8, u32, u64, u128 } from '../scale/primitives.ts';
import type { Of } from '../scale/shape.ts';
import { variant } from '../scale/variants.ts';
import { MAX_DEADLINES, MAX_DRAWN_VERIFIERS, MAX_PROFILERS, MAX_SERVED } from './limits.ts';
import { served } from './roles.ts';
import { taskSpec } from './task-spec.ts';

export const taskStatus = variant(['pallet_tasks', 'TaskStatus'], {
  Submitted: null,
  Profiling: null,
  /** All profilers have committed to their reports and reveal them. */
  Reporting: null,
  Open: null,
  Assigned: null,
  Training: null,
  Verifying: null,
  Revealing: null,
  Challengeable: null,
  Disputed: null,
  Settled: null,
  Cancelled: null,
  Rejected: null,
  Expired: null,
});
export type TaskStatus = Of<typeof taskStatus>;
export type TaskStatusName = TaskStatus['type'];

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
});
export type ProfileReport = Of<typeof profileReport>;

/** A Verifier drawn to profile the task. */
export const drawnProfiler = struct(['pallet_tasks', 'DrawnProfiler'], {
  account: accountId,
  commitment: option(h256),
  report: option(profileReport),
});
export type DrawnProfiler = Of<typeof drawnProfiler>;

/** What a Verifier found. Interval `n` (one past the last) stands for the initial state. */
export const verdict = variant(['pallet_tasks', 'Verdict'], { Accept: null, Fault: { interval: u32 } });
export type Verdict = Of<typeof verdict>;

/** A Verifier drawn for the attempt. */
export const drawnVerifier = struct(['pallet_tasks', 'DrawnVerifier'], {
  account: accountId,
  commitment: option(h256),
  verdict: option(verdict),
  /** Its fault was played and not proved; it counts no more. */
  refuted: bool,
});
export type DrawnVerifier = Of<typeof drawnVerifier>;

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
  /** What the Solver of the attempt asks per 10⁹ units. */
  price: u64,
  /** Who profiled the task, with what it claims. */
  profilers: boundedVec(drawnProfiler, MAX_PROFILERS),
  verifiers: boundedVec(drawnVerifier, MAX_DRAWN_VERIFIERS),
  /** Randomness that fixes Verifiers and intervals. */
  drawSeed: option(h256),
  proofRoot: option(h256),
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

/** A model whose training was settled. */
export const provenModel = struct(['pallet_tasks', 'ProvenModel'], {
  programRoot: h256,
  /** State root of the last checkpoint. */
  stateRoot: h256,
  /** Tensors of the state. */
  stateCount: u32,
  /** Models that it was built on, one on the other. */
  depth: u8,
  solver: accountId,
});
export type ProvenModel = Of<typeof provenModel>;
