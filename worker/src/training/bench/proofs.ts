import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Program } from '@plumbline/verification/graph/types';
import { Checkpoints } from '../../roles/checkpoints.ts';
import { breathe } from '../../roles/executor.ts';
import { BlobStore } from '../../storage/blob-store.ts';
import { openDatabase } from '../../storage/database.ts';
import { createCanonicalExecutor } from '../execute/executor.ts';
import type { StepExecutor } from '../execute/step-executor.ts';
import { secondsSideBySide } from './measure.ts';
import type { Subject } from './subjects.ts';

const SEED = new Uint8Array(32).fill(1);
/** Steps between checkpoints. */
export const INTERVAL = 50;
const ROUNDS = 9;
/**
 * Intervals follow each other for about as long, so that the end of the last checkpoint, which nothing overlaps, counts
 * as it does in a training.
 */
const STRETCH_SECONDS = 0.5;
const MOST_INTERVALS = 25;

export interface IntervalSeconds {
  /** An interval of training alone. */
  readonly plain: number;
  /** With its end rooted and stored. */
  readonly proven: number;
  /** Replayed: its start loaded, its end rooted. */
  readonly replayed: number;
}

/**
 * How long an interval takes with and without what proves it, done as a Solver and a Verifier do it: some intervals one
 * after the other, and with proof until the last one is stored. All three compute the same steps of the same states.
 */
export async function intervalSeconds(subject: Subject, program: Program): Promise<IntervalSeconds> {
  const { dataset, rows } = subject;
  const executor = await createCanonicalExecutor({ program, dataset, rows, seed: SEED });
  executor.initialState(SEED);
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
  const database = await openDatabase(folder);
  const checkpoints = new Checkpoints({
    store: new BlobStore(database),
    owner: 'bench',
    sealedOwner: 'bench/sealed',
    key: [1, 2],
  });
  const train = async (interval: number): Promise<void> => {
    for (let step = 0; step < INTERVAL; step++) {
      executor.runStep(interval * INTERVAL + step);
      await breathe();
    }
  };
  try {
    const states = await startsOfIntervals(executor, train);
    const first = states[0] ?? [];
    let taken = 0;
    const prove = async (): Promise<void> => {
      executor.load(first);
      for (const interval of states.keys()) {
        await train(interval);
        await checkpoints.take(
          taken++,
          (spare) => executor.state(spare),
          async () => undefined,
        );
      }
      await checkpoints.finished();
    };
    const replay = async (): Promise<void> => {
      for (const [interval, start] of states.entries()) {
        executor.load(start);
        await train(interval);
        executor.stateRoot();
      }
    };
    const alone = async (): Promise<void> => {
      executor.load(first);
      for (const interval of states.keys()) await train(interval);
    };
    const seconds = await secondsSideBySide([alone, prove, replay], ROUNDS);
    const [plain = 0, proven = 0, replayed = 0] = seconds.map((all) => all / states.length);
    return { plain, proven, replayed };
  } finally {
    await checkpoints.stop();
    await database.close();
    await rm(folder, { recursive: true });
  }
}

/** The states at which as many intervals begin as make a stretch. */
async function startsOfIntervals(
  executor: StepExecutor,
  train: (interval: number) => Promise<void>,
): Promise<Uint8Array[][]> {
  const states = [executor.state()];
  const begin = performance.now();
  while (performance.now() - begin < STRETCH_SECONDS * 1000 && states.length < MOST_INTERVALS) {
    await train(states.length - 1);
    states.push(executor.state());
  }
  return states.slice(0, Math.max(1, states.length - 1));
}
