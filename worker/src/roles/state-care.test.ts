import { join } from 'node:path';
import type { Task } from '@plumbline/runtime-types/domain/task';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { expect, onTestFinished, test } from 'vitest';
import { smallRecipe, TERMS } from '../../test/small-task.ts';
import { temporaryFolder } from '../../test/temporary.ts';
import type { ChainView } from '../chain/view.ts';
import { silentLoggers } from '../log/logger.ts';
import type { BlobClient } from '../network/blob-client.ts';
import type { BlobRef } from '../storage/blob-ref.ts';
import { BlobStore } from '../storage/blob-store.ts';
import { openDatabase, StorageError } from '../storage/database.ts';
import { Journal } from '../storage/journal.ts';
import { attemptKey } from './attempt.ts';
import type { WorkerContext } from './context.ts';
import { honestCourse } from './course.ts';
import { createExecutor } from './create-executor.ts';
import { Secrets } from './secrets.ts';
import { StateCare } from './state-care.ts';
import { TaskFiles } from './task-files.ts';
import { prepareTask } from './task-spec.ts';
import { TrainedStates } from './trained-states.ts';
import { TrainingRecords } from './training-record.ts';

const [STEPS, EVERY] = [12, 4];
const ID = 7;

/** A store whose disk may be full. */
class Store extends BlobStore {
  isFull = false;

  override async put(...given: Parameters<BlobStore['put']>): Promise<BlobRef> {
    if (this.isFull) throw new StorageError('WriteFailed', 'no space left on device');
    return super.put(...given);
  }
}

/** A Solver that has trained a task and of which the disk has lost all states. */
async function solverWithoutStates() {
  const recipe = await smallRecipe(STEPS, EVERY);
  const prepared = prepareTask(recipe, TERMS, []);
  const seed = new Uint8Array(32).fill(3);
  const task = { spec: prepared.spec, seed, attempt: 0, submitter: '0x01', served: [] } as unknown as Task;
  const database = await openDatabase(join(await temporaryFolder(), 'worker'));
  onTestFinished(() => database.close());
  const store = new Store(database);
  await store.put('submitted', prepared.programFile);
  await store.put('submitted', prepared.dataset);
  const journal = new Journal(database, 'solver');
  const records = new TrainingRecords(journal);
  const executor = await createExecutor(recipe, task.spec, seed, {});
  executor.reset();
  const roots: Hash[] = [];
  for (let step = 0; step <= STEPS; step++) {
    if (step % EVERY === 0) {
      const root = executor.stateRoot();
      roots.push(root);
      await records.add(attemptKey(ID, task), { root, altered: root, candidate: 0 }, 0);
    }
    if (step < STEPS) executor.runStep(step);
  }
  await executor.close();
  const blobs = { fetch: (_: string, ref: BlobRef) => store.get(ref) } as unknown as BlobClient;
  const files = new TaskFiles(blobs, store);
  const context = {
    store,
    files,
    account: { id: '0x02' },
    loggerOf: silentLoggers,
  } as unknown as WorkerContext;
  let steps = 0;
  const course = {
    ...honestCourse,
    advance: (...of: Parameters<typeof honestCourse.advance>) => {
      steps++;
      return honestCourse.advance(...of);
    },
  };
  const states = new TrainedStates(context, records, new Secrets(journal), async () => course);
  const care = new StateCare(context, states);
  const view = { peer: async () => undefined, checkpoints: async () => roots } as unknown as ChainView;
  return {
    ...{ store, roots, records, key: attemptKey(ID, task) },
    /** Does what is to be done in one view; returns how many steps were run for it. */
    async look(): Promise<number> {
      steps = 0;
      for (const job of care.jobs(view, ID, task)) await job.run(new AbortController().signal);
      return steps;
    },
  };
}

test('states that the disk has lost are made again, by one training, and then nothing is done', async () => {
  const { look } = await solverWithoutStates();
  expect([await look(), await look()]).toEqual([STEPS, 0]);
});

test('what the disk does not take is not made over and over', async () => {
  const { store, look } = await solverWithoutStates();
  store.isFull = true;
  expect([await look(), await look(), await look()]).toEqual([0, 0, 0]);
});

test('what does not come out as before is made once, and not in each block again', async () => {
  const { records, key, roots, look } = await solverWithoutStates();
  const { checkpoints } = await records.get(key);
  const other = new Uint8Array(32).fill(1);
  roots[2] = other;
  Object.assign(checkpoints[2] ?? {}, { root: other });
  expect([await look(), await look(), await look()]).toEqual([2 * EVERY, 0, 0]);
});
