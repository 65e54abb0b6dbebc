import { toBits } from '@plumbline/verification/f32/bits';
import { toHex } from '@plumbline/verification/hash/hex';
import type { PhiloxKey } from '@plumbline/verification/random/philox';
import type { Logger } from '../log/logger.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { Checkpoints } from './checkpoints.ts';
import type { Course } from './course.ts';
import { breathe, type Executor } from './executor.ts';
import { newestState } from './newest-state.ts';
import type { Files } from './task-files.ts';
import type { TrainingRecords } from './training-record.ts';

export interface TrainOptions {
  readonly id: number;
  readonly attempt: string;
  /** For whom the checkpoints are stored, and for whom until it is known which of them are shown. */
  readonly owner: string;
  readonly sealedOwner: string;
  /** What the checkpoints are altered by. */
  readonly key: PhiloxKey;
  readonly steps: number;
  readonly checkpointEvery: number;
  readonly files: Files;
  readonly executor: Executor;
  readonly course: Course;
  readonly store: BlobStore;
  readonly records: TrainingRecords;
  readonly log: Logger;
  readonly onCheckpoint: () => void;
  readonly signal: AbortSignal;
}

/** Log lines about steps come at most this often. */
const LOG_EVERY_MILLISECONDS = 100;

/**
 * Trains from the last checkpoint that is in the store (or from the seed) to the end. A checkpoint is hashed and stored
 * while the next steps train. It is stored before it is entered in the record, so whenever this is interrupted, what
 * the record says is there.
 */
export async function train(options: TrainOptions): Promise<void> {
  const { id, attempt, records, log } = options;
  const checkpoints = new Checkpoints(options);
  try {
    await trainOn(options, checkpoints);
    await checkpoints.finished();
  } finally {
    await checkpoints.stop();
  }
  log.info(
    { event: 'trained', task: id, checkpoints: (await records.get(attempt)).checkpoints.length },
    `training of task ${id} is complete`,
  );
}

async function trainOn(options: TrainOptions, checkpoints: Checkpoints): Promise<void> {
  const { executor, course, checkpointEvery, steps, id, log } = options;
  const from = await resume(options);
  if (from < 0) {
    executor.reset();
    await checkpoint(options, checkpoints, 0, Number.NaN);
  }
  const first = Math.max(0, from) * checkpointEvery;
  if (from > 0)
    log.info({ event: 'resumed', task: id, step: first, steps }, `resuming task ${id} at step ${first}`);
  let logged = Number.NEGATIVE_INFINITY;
  for (let step = first; step < steps; step++) {
    await breathe(options.signal);
    const loss = course.advance(executor, step);
    const done = step + 1;
    const now = performance.now();
    if (now - logged >= LOG_EVERY_MILLISECONDS || done === steps) {
      logged = now;
      log.info(
        { event: 'step', task: id, step: done, steps, loss },
        `step ${done}/${steps} loss ${loss.toFixed(4)}`,
      );
    }
    if (done % checkpointEvery === 0) await checkpoint(options, checkpoints, done / checkpointEvery, loss);
  }
}

/** Loads the newest checkpoint that is wholly in the store and returns its index, or -1. */
async function resume(options: TrainOptions): Promise<number> {
  const { records, attempt, store, files, executor, log } = options;
  const { checkpoints } = await records.get(attempt);
  const trained = { store, program: files.program, checkpoints, log };
  const newest = await newestState(trained, checkpoints.length - 1);
  if (newest !== undefined) executor.load(newest.state);
  const from = newest?.index ?? -1;
  if (from + 1 < checkpoints.length) await records.truncate(attempt, from + 1);
  return from;
}

async function checkpoint(
  { executor, records, attempt, id, log, onCheckpoint }: TrainOptions,
  checkpoints: Checkpoints,
  index: number,
  loss: number,
): Promise<void> {
  await checkpoints.take(
    index,
    (spare) => executor.state(spare),
    async (roots) => {
      // The record would outlive it otherwise.
      await checkpoints.sync();
      await records.add(attempt, roots, toBits(loss));
      log.info(
        { event: 'checkpoint', task: id, index, root: toHex(roots.root) },
        `checkpoint ${index} of task ${id}`,
      );
      onCheckpoint();
    },
  );
}
