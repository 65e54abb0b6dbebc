import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Program } from '@plumbline/verification/graph/types';
import { Checkpoints } from '../../roles/checkpoints.ts';
import { breathe } from '../../roles/executor.ts';
import { BlobStore } from '../../storage/blob-store.ts';
import { openDatabase } from '../../storage/database.ts';
import { createCanonicalExecutor } from '../execute/executor.ts';
import { secondsSideBySide } from './measure.ts';
import type { Subject } from './subjects.ts';

const SEED = new Uint8Array(32).fill(1);
/** Steps between checkpoints. */
export const INTERVAL = 50;
/** Turns are short beside how long the machine is as fast as it is, and many. */
const ROUNDS = 30;
const TURN_SECONDS = 0.1;
/** The end of the last checkpoint of a training, which nothing overlaps, counts as if it trained for so long. */
const TRAINING_SECONDS = 0.5;

export interface IntervalSeconds {
  /** An interval of training alone. */
  readonly plain: number;
  /** With its end rooted and stored. */
  readonly proven: number;
  /** Replayed: its start loaded, its end rooted. */
  readonly replayed: number;
}

/**
 * How long an interval takes with and without what proves it, done as a Solver and a Verifier do it. Proving, each begins
 * while the checkpoint before is on its way. All three compute the same steps of the same states, which are others in
 * each round: a store that has a state already would not write it again.
 */
export async function intervalSeconds(subject: Subject, program: Program): Promise<IntervalSeconds> {
  const { dataset, rows } = subject;
  const executor = await createCanonicalExecutor({ program, dataset, rows, seed: SEED });
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
  let count = 1;
  /** The states at which the intervals of a round begin. */
  let starts: Uint8Array[][] = [];
  let round = -1;
  const begin = async (now: number): Promise<void> => {
    if (now !== round) {
      executor.initialState(new Uint8Array(32).fill(now));
      starts = [executor.state()];
      for (let interval = 0; interval < count; interval++) {
        await train(interval);
        starts.push(executor.state());
      }
      round = now;
    }
    executor.load(starts[0] ?? []);
  };
  let taken = 0;
  const take = (): Promise<void> =>
    checkpoints.take(
      taken++,
      (spare) => executor.state(spare),
      async () => undefined,
    );
  try {
    await train(0);
    count = Math.max(1, Math.round(TURN_SECONDS / (await secondsOf(() => train(0)))));
    const alone = async (now: number): Promise<number> => {
      await begin(now);
      return secondsOf(async () => {
        for (let interval = 0; interval < count; interval++) await train(interval);
      });
    };
    const prove = async (now: number): Promise<number> => {
      await begin(now);
      await take();
      const trained = await secondsOf(async () => {
        for (let interval = 0; interval < count; interval++) {
          await train(interval);
          await take();
        }
      });
      const end = await secondsOf(() => checkpoints.finished());
      return trained + (end * trained) / TRAINING_SECONDS;
    };
    const replay = async (now: number): Promise<number> => {
      await begin(now);
      return secondsOf(async () => {
        for (let interval = 0; interval < count; interval++) {
          executor.load(starts[interval] ?? []);
          await train(interval);
          executor.stateRoot();
        }
      });
    };
    const seconds = await secondsSideBySide([alone, prove, replay], ROUNDS);
    const [plain = 0, proven = 0, replayed = 0] = seconds.map((all) => all / count);
    return { plain, proven, replayed };
  } finally {
    await checkpoints.stop();
    await database.close();
    await rm(folder, { recursive: true });
  }
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
