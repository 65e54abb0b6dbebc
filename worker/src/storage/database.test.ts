import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary.ts';
import { joinDatabase, openDatabase } from './database.ts';
import { Journal } from './journal.ts';

test('a second opener of one database is told who may have it and what to do', async () => {
  const folder = await temporaryFolder();
  const first = await openDatabase(folder);
  await expect(openDatabase(folder)).rejects.toMatchObject({
    code: 'DatabaseLocked',
    message: expect.stringContaining('--base-path'),
  });
  await first.close();
  await (await openDatabase(folder)).close();
});

test('what is written through a database that was joined is there for who opened it, and goes on when it has left', async () => {
  const opened = await openDatabase(await temporaryFolder());
  const joined = await joinDatabase(opened.location);
  await joined.put('a', Uint8Array.of(1, 2));
  expect([...((await opened.get('a')) ?? [])]).toEqual([1, 2]);
  await joined.close();
  await opened.put('b', Uint8Array.of(3));
  expect(await opened.keys().all()).toEqual(['a', 'b']);
  await opened.close();
});

test('a database that nobody has made cannot be joined', async () => {
  const folder = await temporaryFolder();
  await expect(joinDatabase(join(folder, 'db'))).rejects.toMatchObject({ code: 'DatabaseUnavailable' });
});

test('a damaged database is named as such and left as it is', async () => {
  const folder = await temporaryFolder();
  await (await openDatabase(folder)).close();
  const name = (await readdir(join(folder, 'db'))).find((file) => file.startsWith('MANIFEST'));
  const path = join(folder, 'db', name!);
  const garbage = Buffer.alloc((await readFile(path)).length, 7);
  await writeFile(path, garbage);
  await expect(openDatabase(folder)).rejects.toMatchObject({
    code: 'DatabaseCorrupt',
    message: expect.stringContaining(folder),
  });
  expect(await readFile(path)).toEqual(garbage);
});

test('a base path that cannot be a folder is one clear error', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'file'), '');
  await expect(openDatabase(join(folder, 'file'))).rejects.toMatchObject({ code: 'DatabaseUnavailable' });
});

test('a journal remembers across openings, each scope its own', async () => {
  const folder = await temporaryFolder();
  const before = await openDatabase(folder);
  await new Journal(before, 'solver').put('task:3', { salt: Uint8Array.of(1, 2), step: 40 });
  await new Journal(before, 'solver').put('task:7', { step: 1 });
  await before.close();
  const after = await openDatabase(folder);
  const journal = new Journal(after, 'solver');
  expect(await journal.get('task:3')).toEqual({ salt: Uint8Array.of(1, 2), step: 40 });
  expect(await journal.keys('task:')).toEqual(['task:3', 'task:7']);
  expect(await journal.values('task:')).toEqual([{ salt: Uint8Array.of(1, 2), step: 40 }, { step: 1 }]);
  await journal.change({ put: [['task:5', 'new']], remove: ['task:3'] });
  expect(await journal.keys('task:')).toEqual(['task:5', 'task:7']);
  expect(await journal.get('task:3')).toBeUndefined();
  expect(await new Journal(after, 'verifier').keys()).toEqual([]);
  await after.close();
});
