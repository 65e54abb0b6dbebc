import type { Task } from '@plumbline/runtime-types/domain/task';
import type { ChainView } from '../chain/view.ts';
import { codeOf } from '../errors.ts';
import type { Logger } from '../log/logger.ts';
import { intervalsOf, isTolerant, seedOf, thresholdOf } from './attempt.ts';
import { beforeBlock, halfTheTime } from './before-block.ts';
import type { WorkerContext } from './context.ts';
import { createExecutor, type TaskExecutor } from './create-executor.ts';
import { demandLeaf, missingFile } from './demand-leaf.ts';
import { fileSources } from './file-sources.ts';
import { checkedOwner } from './owners.ts';
import {
  type IntervalDistance,
  type Replayed,
  type ReplayOptions,
  replayInitial,
  replayInterval,
} from './replay.ts';
import { largestUpdates, replayDistance } from './replay-distance.ts';
import { fetchState } from './states.ts';
import type { Files } from './task-files.ts';
import { solverPeers } from './task-peers.ts';

/** One attempt laid open to a checker: its files, an executor and the way to the Solver's checkpoints. */
export interface Inspection {
  readonly id: number;
  readonly task: Task;
  readonly files: Files;
  readonly executor: TaskExecutor;
  readonly replay: ReplayOptions;
  /** Of a tolerant task: so many intervals with the largest updates are replayed beside those asked for. */
  readonly largest: number;
}

/**
 * Fetches what replaying needs; the checkpoints themselves are fetched as they are needed.
 *
 * @param threads that replay; with several, somebody has to close the executor, as `inspect` does
 */
export async function openInspection(
  context: WorkerContext,
  view: ChainView,
  id: number,
  task: Task,
  signal: AbortSignal,
  threads = 1,
): Promise<Inspection> {
  const sources = await fileSources(view, id, task, context);
  const files = await context.files.load(id, task.spec, sources, signal).catch(async (thrown: unknown) => {
    const missing = codeOf(thrown) === 'BlobUnavailable' && (await missingFile(context, task.spec));
    if (missing) await demandLeaf(context, id, missing, thrown);
    throw thrown;
  });
  const executor = await createExecutor(files, task.spec, seedOf(id, task), { threads });
  const checkpoints = await view.checkpoints(id);
  const fetch = async (checkpoint: number): Promise<readonly Uint8Array[]> => {
    const root = checkpoints[checkpoint];
    if (root === undefined) throw new RangeError(`checkpoint ${checkpoint} of task ${id} was not posted`);
    // A Solver that was started again may listen elsewhere by now.
    const newest = context.newest() ?? view;
    const peers = await solverPeers(newest, task);
    const owner = checkedOwner(id, task);
    const fetchIt = (ended: AbortSignal) =>
      fetchState(context.blobs, owner, files.program, root, peers, ended);
    const { status, deadline } = newest.tasks.get(id) ?? task;
    try {
      // A Solver that serves a little at a time must not make its Verifiers late.
      if (status.type !== 'Verifying') return await fetchIt(signal);
      const now = (): number => (context.newest() ?? view).block.number;
      return await beforeBlock(halfTheTime(now(), deadline), now, signal, fetchIt);
    } catch (thrown) {
      signal.throwIfAborted();
      if (codeOf(thrown) === 'BlobUnavailable') await demandOnce(checkpoint, thrown);
      throw thrown;
    }
  };
  let isDemanded = false;
  /** A Solver that serves nothing shows on chain that it has what it committed to, or loses its stake. */
  const demandOnce = async (checkpoint: number, thrown: unknown): Promise<void> => {
    if (isDemanded) return;
    isDemanded = true;
    await demandLeaf(context, id, { type: 'State', value: { checkpoint, tensor: 0, leaf: 0 } }, thrown);
  };
  const { steps, checkpointEvery } = task.spec;
  return {
    id,
    task,
    files,
    executor,
    largest: context.largestUpdates,
    replay: { executor, steps, checkpointEvery, checkpoints, fetch, signal },
  };
}

/** Replays the initial state and then these intervals, stopping at the first that is wrong, and ends the executor. */
export async function inspect(
  inspection: Inspection,
  intervals: readonly number[],
  log: Logger,
): Promise<Replayed> {
  try {
    return await replayAll(inspection, intervals, log);
  } finally {
    await inspection.executor.close();
  }
}

async function replayAll(
  inspection: Inspection,
  intervals: readonly number[],
  log: Logger,
): Promise<Replayed> {
  const { id, task, replay } = inspection;
  const said = (interval: number, ok: boolean): void => {
    const what = interval === intervalsOf(task) ? 'the initial state' : `interval ${interval}`;
    log.info(
      { event: 'replayed', task: id, attempt: task.attempt, interval, ok },
      `replayed ${what} of task ${id}: ${ok ? 'right' : 'WRONG'}`,
    );
  };
  const initial = replayInitial(replay);
  if (!initial.ok) {
    said(initial.interval, false);
    return initial;
  }
  if (isTolerant(task)) return measureAll(inspection, intervals, log);
  let held = 0;
  for (const interval of intervals) {
    const outcome = await replayInterval(replay, interval, held);
    held = interval + 1;
    said(outcome.ok ? interval : outcome.interval, outcome.ok);
    if (!outcome.ok) return outcome;
  }
  return { ok: true };
}

/** Measures these intervals of a tolerant task, and those with the largest updates; the farthest decides. */
async function measureAll(
  { id, task, replay, largest: count }: Inspection,
  intervals: readonly number[],
  log: Logger,
): Promise<Replayed> {
  const largest = await largestUpdates(replay, count, intervals);
  const threshold = thresholdOf(task);
  let farthest: IntervalDistance | undefined;
  for (const interval of [...intervals, ...largest]) {
    const measured = await replayDistance(replay, interval);
    const { distance } = measured;
    const ok = distance <= threshold;
    log.info(
      { event: 'replayed', task: id, attempt: task.attempt, interval, ok, distance, threshold },
      `replayed interval ${interval} of task ${id}: ${ok ? 'near enough' : 'TOO FAR'} (${distance} of ${threshold})`,
    );
    if (farthest === undefined || distance > farthest.distance) farthest = measured;
  }
  if (farthest === undefined) return { ok: true };
  const { interval, distance } = farthest;
  return distance <= threshold
    ? { ok: true, distance: farthest }
    : { ok: false, interval, distance: farthest };
}
