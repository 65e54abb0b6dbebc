import { expect, onTestFinished, test } from 'vitest';
import { keysRead } from '../../test/keys-read.ts';
import { temporaryFolder } from '../../test/temporary.ts';
import { type Database, openDatabase } from './database.ts';
import { Journal } from './journal.ts';

async function opened(): Promise<Database> {
  const database = await openDatabase(await temporaryFolder());
  onTestFinished(() => database.close());
  return database;
}

test('an outline names what is in no folder, and folders', async () => {
  const database = await opened();
  const journal = new Journal(database, 'solver');
  const keys = ['a', 'b/1', 'b/2', 'b0', 'c/7.0/1:7.0', 'c/7.0/2:7.0', 'c/7.00/1', 'c/7.1/1', 'd:7.0'];
  await journal.change({ put: keys.map((key) => [key, 1] as const) });
  for (const scope of ['solve', 'solver2', 'a']) await new Journal(database, scope).put('b/3', 1);
  expect(await journal.outline()).toEqual(['a', 'b/', 'b0', 'c/7.0/', 'c/7.00/', 'c/7.1/', 'd:7.0']);
  expect(await new Journal(database, 'verifier').outline()).toEqual([]);
});

test('an outline reads no more of a folder the more is in it', async () => {
  const database = await opened();
  const journal = new Journal(database, 'solver');
  const outline = () => journal.outline();
  await journal.change({ put: [0, 1].map((i) => [`c/${i}`, 1] as const) });
  const few = await keysRead(database, outline);
  await journal.change({ put: Array.from({ length: 3_000 }, (_, i) => [`c/${i}`, 1] as const) });
  expect(await keysRead(database, outline)).toBe(few);
  expect(await outline()).toEqual(['c/']);
});
