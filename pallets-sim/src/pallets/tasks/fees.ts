import { LARGEST_UPDATES } from '@plumbline/runtime-types/domain/limits';
import type { TasksParams } from '@plumbline/runtime-types/domain/params';
import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';

/** Prices are for so many units. */
const PRICED_UNITS = 1_000_000_000n;
const MILLION = 1_000_000n;

function divideUp(amount: bigint, by: bigint): bigint {
  return (amount + by - 1n) / by;
}

/** Number of intervals between checkpoints. */
export function intervalCount(spec: TaskSpec): number {
  return Math.floor(spec.steps / spec.checkpointEvery);
}

/** Intervals that each Verifier replays, `⌈n · sampleRate⌉` and at least one. */
export function intervalsPerVerifier(spec: TaskSpec): number {
  const count = divideUp(BigInt(intervalCount(spec)) * BigInt(spec.sampleRate), MILLION);
  return Math.max(1, Number(count));
}

/** All intervals that a Verifier replays: of a tolerant task also the largest updates, which it finds out itself. */
export function replayedIntervals(spec: TaskSpec): number {
  const largest = spec.mode.type === 'Tolerant' ? LARGEST_UPDATES : 0;
  return Math.min(intervalsPerVerifier(spec) + largest, intervalCount(spec));
}

/** How often the Solver of a task must designate altered roots; never of a tolerant one, whose Verifiers see no bits. */
export function forcedErrorRateOf(spec: TaskSpec, { forcedErrorRate }: TasksParams): number {
  return spec.mode.type === 'Tolerant' ? 0 : forcedErrorRate;
}

/** What training the whole task costs at a price, rounded up. */
export function feeAt(spec: TaskSpec, price: bigint): bigint {
  return divideUp(spec.unitsPerStep * BigInt(spec.steps) * price, PRICED_UNITS);
}

/** What one Verifier gets: a fixed fee, and the highest price for the units that it replays. */
export function verifierFee(spec: TaskSpec, params: TasksParams): bigint {
  return params.verifierFee + replayFee(spec, replayedIntervals(spec));
}

/** What it costs to replay so many intervals, at the highest price, rounded up. */
export function replayFee(spec: TaskSpec, intervals: number): bigint {
  const steps = BigInt(intervals) * BigInt(spec.checkpointEvery);
  return divideUp(spec.unitsPerStep * steps * spec.maxPrice, PRICED_UNITS);
}

/** The jackpot's share of what was paid, rounded up. */
export function taxOn(paid: bigint, params: TasksParams): bigint {
  return divideUp(paid * BigInt(params.taxRate), MILLION);
}

/** What is held when the task is submitted: all that it can cost. */
export function escrowFor(spec: TaskSpec, params: TasksParams): bigint {
  const paid = feeAt(spec, spec.maxPrice) + BigInt(spec.verifiers) * verifierFee(spec, params);
  return paid + BigInt(spec.profilers) * params.profileFee + taxOn(paid, params);
}

/**
 * The stake that a Solver needs so that cheating in one interval does not pay: `fee · safety · (1 − p) / p`, with p
 * the probability that one of v Verifiers replays it, `1 − p = ((n − m) / n)^v`. Rounded up.
 */
export function depositFor(spec: TaskSpec, params: TasksParams): bigint {
  const n = BigInt(intervalCount(spec));
  const missed = (n - BigInt(Math.min(intervalsPerVerifier(spec), Number(n)))) ** BigInt(spec.verifiers);
  const caught = n ** BigInt(spec.verifiers) - missed;
  return divideUp(feeAt(spec, spec.maxPrice) * BigInt(params.depositSafety) * missed, caught);
}

/**
 * What a Solver gets for being bound so many blocks to a task that nobody can train: of the fee for one interval, for
 * which it may take `stallBlocks`, the part that these are. Rounded down.
 */
export function boundFee(spec: TaskSpec, price: bigint, blocks: number): bigint {
  const bound = BigInt(Math.max(0, Math.min(blocks, spec.stallBlocks)));
  return (feeAt(spec, price) * bound) / BigInt(spec.stallBlocks) / BigInt(intervalCount(spec));
}
