import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Program } from '@plumbline/verification/graph/types';
import { Checkpoints } from '../../roles/checkpoints.ts';
import { breathe } from '../../roles/executor.ts';
import { BlobStore } from '../../storage/blob-store.ts';
import { openDatabase } from '../../storage/database.ts';
import { createCanonicalExecutor } from '../execute/executor.ts';
import { rate, secondsSideBySide } from './measure.ts';
import type { Subject } from './subjects.ts';

const SEED = new Uint8Array(32).fill(1);
/** Steps between checkpoints. */
export const INTERVAL = 50;
const ROUNDS = 5;
/** Intervals follow each other for about as long, so that the end of the last checkpoint, which nothing overlaps, counts as it does in a training. */
const STRETCH_SECONDS = 0.5;

export interface IntervalSeconds {
  /** An interval of training alone. */
  readonly plain: number;
  /** With its end rooted and stored. */
  readonly proven: number;
  /** Replayed: its start loaded, its end rooted. */
  readonly replayed: number;
}

/**
 * How long an interval takes with and without what proves it, done as a Solver and a Verifier do it: some of them one
 * after the other, and with proof until the last one is stored.
 */
export async function intervalSeconds(subject: Subject, program: Program): Promise<IntervalSeconds> {
  const { dataset, rows } = subject;
  const executor = await createCanonicalExecutor({ program, dataset, rows, seed: SEED });
  executor.initialState(SEED);
  const start = executor.state();
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
  const database = await openDatabase(folder);
  const checkpoints = new Checkpoints({
    store: new BlobStore(database),
    owner: 'bench',
    sealedOwner: 'bench/sealed',
    key: [1, 2],
  });
  let taken = 0;
  const train = async (): Promise<void> => {
    for (let step = 0; step < INTERVAL; step++) {
      executor.runStep(step);
      await breathe();
    }
  };
  const prove = async (): Promise<void> => {
    await train();
    await checkpoints.take(
      taken++,
      () => executor.state(),
      async () => undefined,
    );
  };
  const replay = async (): Promise<void> => {
    executor.load(start);
    await train();
    executor.stateRoot();
  };
  try {
    await train();
    const begin = performance.now();
    await train();
    const intervals = Math.ceil((STRETCH_SECONDS * 1000) / (performance.now() - begin));
    const several = (work: () => Promise<void>) => async (): Promise<void> => {
      for (let i = 0; i < intervals; i++) await work();
      await checkpoints.finished();
    };
    const seconds = await secondsSideBySide([train, prove, replay].map(several), ROUNDS);
    const [plain = 0, proven = 0, replayed = 0] = seconds.map((all) => all / intervals);
    return { plain, proven, replayed };
  } finally {
    await checkpoints.stop();
    await database.close();
    await rm(folder, { recursive: true });
  }
}

/** Steps a second of the canonical kernels, one thread. */
export async function canonicalSteps({ dataset, rows }: Subject, program: Program): Promise<number> {
  const executor = await createCanonicalExecutor({ program, dataset, rows, seed: SEED });
  executor.initialState(SEED);
  let step = 0;
  return rate(() => void executor.runStep(step++));
}
