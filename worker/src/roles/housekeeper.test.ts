import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keysRead } from '../../test/keys-read.ts';
import { temporaryFolder } from '../../test/temporary.ts';
import type { ChainView } from '../chain/view.ts';
import { silentLoggers } from '../log/logger.ts';
import { BlobStore } from '../storage/blob-store.ts';
import { openDatabase } from '../storage/database.ts';
import { Journal } from '../storage/journal.ts';
import type { WorkerContext } from './context.ts';
import { Housekeeper } from './housekeeper.ts';
import { TrainingRecords } from './training-record.ts';

/** Roles that note something about an attempt, with a key as each of them writes it. */
const NOTED = [
  ['solver', 'secret:7.0'],
  ['solver', 'training/7.0/0000000012:7.0'],
  ['verifier', 'verdict:7.0'],
  ['whistleblower', 'verdict:7.0'],
  ['dispute', 'move.3.1:7.0'],
  ['witness', 'witness.3.00ff:7.0'],
] as const;

test('what is noted of each checkpoint of an attempt stays while the attempt goes on, and goes with the next', async () => {
  const database = await openDatabase(join(await temporaryFolder(), 'worker'));
  onTestFinished(() => database.close());
  const journalOf = (scope: string) => new Journal(database, scope);
  const records = new TrainingRecords(journalOf('solver'));
  const root = new Uint8Array(32);
  for (let i = 0; i < 3; i++) await records.add('7.0', { root, altered: root, candidate: i }, i);
  const context = { store: new BlobStore(database), journalOf, loggerOf: silentLoggers };
  const housekeeper = new Housekeeper(context as unknown as WorkerContext);
  const sweep = async (attempt: number): Promise<number> => {
    const task = { attempt, status: { type: 'Training' } };
    const view = { task: async () => task } as unknown as ChainView;
    for (const job of await housekeeper.jobs(view)) await job.run(new AbortController().signal);
    return (await new TrainingRecords(journalOf('solver')).get('7.0')).checkpoints.length;
  };
  expect(await sweep(0)).toBe(3);
  expect(await sweep(1)).toBe(0);
});

test('it looks at as much in each view however many checkpoints there are', async () => {
  const database = await openDatabase(join(await temporaryFolder(), 'worker'));
  onTestFinished(() => database.close());
  const journalOf = (scope: string) => new Journal(database, scope);
  const context = { store: new BlobStore(database), journalOf, loggerOf: silentLoggers };
  const housekeeper = new Housekeeper(context as unknown as WorkerContext);
  const task = { attempt: 0, status: { type: 'Training' } };
  const view = { task: async () => task } as unknown as ChainView;
  const records = new TrainingRecords(journalOf('solver'));
  const root = new Uint8Array(32);
  const read: number[] = [];
  for (let i = 0; i < 100; i++) {
    await records.add('7.0', { root, altered: root, candidate: i }, i);
    read.push(await keysRead(database, () => housekeeper.jobs(view)));
  }
  expect(read).toEqual(read.map(() => read[0]));
});

test('what any role has noted about a task that is over goes', async () => {
  const database = await openDatabase(join(await temporaryFolder(), 'worker'));
  onTestFinished(() => database.close());
  const journalOf = (scope: string) => new Journal(database, scope);
  for (const [scope, key] of NOTED) await journalOf(scope).put(key, { served: true });
  const store = new BlobStore(database);
  const context = { store, journalOf, loggerOf: silentLoggers } as unknown as WorkerContext;
  const view = { task: async () => undefined } as unknown as ChainView;
  for (const job of await new Housekeeper(context).jobs(view)) await job.run(new AbortController().signal);
  for (const [scope] of NOTED) expect([scope, await journalOf(scope).keys()]).toEqual([scope, []]);
});
