import { spawn } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
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

test('what is written after a disk was full, and has room again, is there after the next start', async () => {
  const folder = await temporaryFolder();
  const script = `
    import { openDatabase } from ${JSON.stringify(new URL('./database.ts', import.meta.url).href)};
    import { Journal } from ${JSON.stringify(new URL('./journal.ts', import.meta.url).href)};
    const journal = new Journal(await openDatabase(process.argv[1]), 'test');
    await journal.put('before', 1);
    await journal.put('large', new Uint8Array(1_000_000)).catch(({ code }) => console.log(code));
    await journal.change({ put: [['large', new Uint8Array(1_000_000)]] }).catch(({ code }) => console.log(code));
    await journal.put('after', 2);
    console.log('after');
    process.kill(process.pid, 'SIGKILL');`;
  // No file may be larger than so many KiB, which the system refuses as it refuses a full disk.
  const line = 'ulimit -f 400; exec "$@"';
  const node = [process.execPath, '--input-type=module', '-e', script, folder];
  const child = spawn('bash', ['-c', line, 'bash', ...node], { stdio: ['ignore', 'pipe', 'inherit'] });
  expect(await text(child.stdout)).toBe('WriteFailed\nWriteFailed\nafter\n');
  const database = await openDatabase(folder);
  const journal = new Journal(database, 'test');
  expect([await journal.get('before'), await journal.get('after')]).toEqual([1, 2]);
  expect(await journal.keys()).toEqual(['after', 'before']);
  await database.close();
});
