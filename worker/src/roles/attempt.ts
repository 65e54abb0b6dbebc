import type { Task } from '@plumbline/runtime-types/domain/task';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { toHex } from '@plumbline/verification/hash/hex';
import { decidingProfilers, standingReport } from '@plumbline/verification/profiling/standing';
import { drawIntervals } from '@plumbline/verification/random/sample';
import { RoleError } from './errors.ts';

/**
 * Names one attempt at a task, in journals, among owners and in job keys. The seed is part of it: a development chain
 * that began anew has other attempts under the same numbers, and nothing kept of the old ones may be taken for theirs.
 */
export function attemptKey(id: number, task: Task): string {
  const seed = task.seed === undefined ? '' : `.${toHex(task.seed).slice(2, 18)}`;
  return `${id}.${task.attempt}${seed}`;
}

/** Names one blind window of an attempt, for what is said in it: `0:7.0.12ab…`. */
export function windowKey(id: number, task: Task): string {
  return `${task.pass}:${attemptKey(id, task)}`;
}

/** The seed of the attempt; a task that was assigned has one. */
export function seedOf(id: number, task: Task): Hash {
  if (task.seed === undefined)
    throw new RoleError('NotReady', `task ${id} has no seed yet; it is fixed when the task opens`);
  return task.seed;
}

/** Whether its replays are compared by distance. */
export function isTolerant({ spec }: Pick<Task, 'spec'>): boolean {
  return spec.mode.type === 'Tolerant';
}

/** How far from its replay an interval of a tolerant task may end, in 2^-40 of a step. */
export function thresholdOf({ profilers }: Pick<Task, 'profilers'>): number {
  const deciding = decidingProfilers({ profilers, pass: 0 });
  const report = standingReport(deciding.flatMap(({ report }) => (report === undefined ? [] : [report])));
  return report?.type === 'Measured' ? Number(report.value.threshold) : 0;
}

/** Number of checkpoint intervals. */
export function intervalsOf(task: Task): number {
  return task.spec.steps / task.spec.checkpointEvery;
}

/** How many intervals each Verifier replays. */
export function drawnIntervals(task: Task): number {
  return Math.max(1, Math.ceil((intervalsOf(task) * task.spec.sampleRate) / 1_000_000));
}

/** The intervals that an account has to replay: those drawn for it, and those that Verifiers before are accused for. */
export function dueIntervals(task: Task, account: string, drawSeed: Hash): number[] {
  const drawn = drawIntervals(drawSeed, account, intervalsOf(task), drawnIntervals(task));
  return [...new Set([...drawn, ...(task.forced?.accused ?? []).map(({ interval }) => interval)])];
}

/** `0x12345678…`, for log lines. */
export function shortHash(hash: Hash): string {
  return `${toHex(hash).slice(0, 10)}…`;
}
