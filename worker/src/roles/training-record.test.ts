import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary.ts';
import { type Database, openDatabase } from '../storage/database.ts';
import { Journal } from '../storage/journal.ts';
import type { CheckpointRoots } from './checkpoints.ts';
import { TrainingRecords } from './training-record.ts';

const WRITER = fileURLToPath(new URL('../../test/write-record.ts', import.meta.url));

const roots = (i: number): CheckpointRoots => ({
  root: new Uint8Array(32).fill(i),
  altered: new Uint8Array(32).fill(i + 100),
  candidate: i,
});

/** What is known of each of these checkpoints. */
const recorded = (...all: number[]) => all.map((i) => ({ ...roots(i), lossBits: 7 * i }));

async function opened(folder: string): Promise<Database> {
  const database = await openDatabase(folder);
  onTestFinished(() => database.close());
  return database;
}

const recordsIn = (database: Database): TrainingRecords =>
  new TrainingRecords(new Journal(database, 'solver'));

async function read(database: Database, attempt: string) {
  return (await recordsIn(database).get(attempt)).checkpoints;
}

test('a record is there again with the checkpoints in their order, each attempt its own', async () => {
  const database = await opened(await temporaryFolder());
  const records = recordsIn(database);
  for (let i = 0; i < 12; i++) await records.add('1.0', roots(i), 7 * i);
  await records.add('1.1', roots(50), 350);
  await records.add('1.10', roots(51), 357);
  const all = recorded(...Array.from({ length: 12 }, (_, i) => i));
  expect((await records.get('1.0')).checkpoints).toEqual(all);
  expect(await read(database, '1.0')).toEqual(all);
  expect(await read(database, '1.1')).toEqual(recorded(50));
  expect(await read(database, '2.0')).toEqual([]);
});

test('a checkpoint is written as one entry, however many there are', async () => {
  const database = await opened(await temporaryFolder());
  const written: number[] = [];
  database.on('write', (operations) => {
    for (const operation of operations) {
      written.push(operation.type === 'put' ? (operation.encodedValue as Uint8Array).length : 0);
    }
  });
  const records = recordsIn(database);
  for (let i = 0; i < 100; i++) await records.add('1.0', roots(i), 7 * i);
  expect(written).toHaveLength(100);
  expect(Math.max(...written)).toBeLessThan(200);
});

test('what is forgotten is forgotten on the disk too, and others take its place', async () => {
  const database = await opened(await temporaryFolder());
  const records = recordsIn(database);
  for (let i = 0; i < 5; i++) await records.add('1.0', roots(i), 7 * i);
  await records.truncate('1.0', 2);
  expect(await read(database, '1.0')).toEqual(recorded(0, 1));
  await records.add('1.0', roots(9), 63);
  expect((await records.get('1.0')).checkpoints).toEqual(recorded(0, 1, 9));
  expect(await read(database, '1.0')).toEqual(recorded(0, 1, 9));
  await records.truncate('1.0', 0);
  expect(await read(database, '1.0')).toEqual([]);
});

test('a record that was written as one goes on entry by entry', async () => {
  const database = await opened(await temporaryFolder());
  const journal = new Journal(database, 'solver');
  await journal.put('training:1.0', { checkpoints: recorded(0, 1, 2) });
  const records = recordsIn(database);
  expect((await records.get('1.0')).checkpoints).toEqual(recorded(0, 1, 2));
  await records.add('1.0', roots(3), 21);
  expect(await read(database, '1.0')).toEqual(recorded(0, 1, 2, 3));
  expect(await journal.get('training:1.0')).toBeUndefined();
});

test.each([1, 6, 7, 40, 120])(
  'killed with SIGKILL after %d changes, all that it said is there',
  async (count) => {
    const folder = await temporaryFolder();
    const child = spawn(process.execPath, [WRITER, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    const said: number[][] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      said.push(line === '' ? [] : line.split(' ').map(Number));
      if (said.length === count) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    const found = (await read(await opened(folder), '1.0')).map(({ lossBits }) => lossBits);
    const change = said.length + 1;
    const last = said.at(-1) ?? [];
    // It may have been killed when the next change was written and not said yet.
    const next = change % 7 === 0 ? last.slice(0, Math.floor(change / 3)) : [...last, change];
    expect([last, next]).toContainEqual(found);
  },
);
