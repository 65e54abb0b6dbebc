import { LARGEST_UPDATES } from '@plumbline/runtime-types/domain/limits';
import type { Task } from '@plumbline/runtime-types/domain/task';
import { toHex } from '@plumbline/verification/hash/hex';
import type { Trace } from '@plumbline/verification/pinpoint/trace';
import type { ChainView } from '../chain/view.ts';
import { codeOf } from '../errors.ts';
import type { Logger } from '../log/logger.ts';
import { intervalsOf, isTolerant, seedOf, thresholdOf } from './attempt.ts';
import type { WorkerContext } from './context.ts';
import { honestCourse } from './course.ts';
import { createExecutor, type TaskExecutor } from './create-executor.ts';
import { demandLeaf, missingFile } from './demand-leaf.ts';
import { breathe } from './executor.ts';
import { fileSources } from './file-sources.ts';
import { checkedOwner } from './owners.ts';
import { PinpointTrace, type StartingPoint } from './pinpoint-trace.ts';
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
    const peers = await solverPeers(context.newest() ?? view, task);
    try {
      return await fetchState(context.blobs, checkedOwner(id, task), files.program, root, peers, signal);
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
  { id, task, replay }: Inspection,
  intervals: readonly number[],
  log: Logger,
): Promise<Replayed> {
  const largest = await largestUpdates(replay, LARGEST_UPDATES, intervals);
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

/** The honest recomputation of a disputed task, from the Solver's own checkpoints where they can be had. */
export function honestTrace(inspection: Inspection): Trace {
  const { task, files, executor, replay, id } = inspection;
  const startBefore = async (steps: number): Promise<StartingPoint> => {
    const checkpoint = Math.floor(steps / replay.checkpointEvery);
    if (checkpoint > 0) {
      try {
        return { steps: checkpoint * replay.checkpointEvery, state: await replay.fetch(checkpoint) };
      } catch (thrown) {
        replay.signal?.throwIfAborted();
        const state = await recompute(inspection, checkpoint);
        if (state === undefined) throw thrown;
        return { steps: checkpoint * replay.checkpointEvery, state };
      }
    }
    executor.reset();
    return { steps: 0, state: executor.state() };
  };
  const seed = seedOf(id, task);
  const { signal } = replay;
  return new PinpointTrace({
    ...files,
    seed,
    executor,
    course: honestCourse,
    startBefore,
    ...(signal && { signal }),
  });
}

/** A checkpoint that nobody serves, computed from the seed; undefined when that gives another root. */
async function recompute(
  { executor, replay }: Inspection,
  checkpoint: number,
): Promise<Uint8Array[] | undefined> {
  executor.reset();
  for (let step = 0; step < checkpoint * replay.checkpointEvery; step++) {
    executor.runStep(step);
    await breathe(replay.signal);
  }
  const root = replay.checkpoints[checkpoint];
  return root !== undefined && toHex(root) === toHex(executor.stateRoot()) ? executor.state() : undefined;
}
