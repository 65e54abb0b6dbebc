import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary.ts';
import { BlobFiles, FILE_BYTES } from './blob-files.ts';
import { chunkKey, keyOf, nodesKey } from './blob-keys.ts';
import { type BlobRef, blobRef, CHUNK_BYTES } from './blob-ref.ts';
import { BlobStore } from './blob-store.ts';
import { chunkNodes } from './chunk-proof.ts';
import { type Database, openDatabase } from './database.ts';
import { Holds } from './holds.ts';

const WRITER = fileURLToPath(new URL('../../test/write-blobs.ts', import.meta.url));

const pattern = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => Math.imul(i + 1, 0x9e3779b1) >>> 24);

interface Opened {
  readonly folder: string;
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly files: () => Promise<string[]>;
}

async function opened(folder?: string): Promise<Opened> {
  const base = folder ?? (await temporaryFolder());
  const database = await openDatabase(base);
  onTestFinished(() => database.close());
  return {
    folder: base,
    database,
    blobs: new BlobStore(database),
    files: () => readdir(join(base, 'blobs')).catch(() => []),
  };
}

const pathOf = (folder: string, ref: BlobRef): string =>
  join(folder, 'blobs', keyOf(ref).replaceAll(':', '-'));

test('a large blob is a file, of which the database has the nodes only, and goes with who needs it', async () => {
  const { folder, database, blobs, files } = await opened();
  await blobs.put('me', pattern(FILE_BYTES - 1));
  expect(await files()).toEqual([]);
  const bytes = pattern(CHUNK_BYTES + 7);
  const ref = await blobs.put('me', bytes);
  expect(await readFile(pathOf(folder, ref))).toEqual(Buffer.from(bytes));
  expect(await database.keys({ gte: `chunk:${keyOf(ref)}`, lt: `chunk:${keyOf(ref)};` }).all()).toEqual([]);
  expect(await blobs.adopt('another', ref)).toBe(true);
  await blobs.release('me');
  expect(await files()).toHaveLength(1);
  await blobs.release('another');
  expect(await files()).toEqual([]);
  expect(await database.keys().all()).toEqual([]);
});

test('a file that was changed, cut short, taken away or cannot be read is an error, and can then be stored anew', async () => {
  const bytes = pattern(2 * CHUNK_BYTES);
  const damages: ((path: string) => Promise<void>)[] = [
    (path) => writeFile(path, bytes.with(CHUNK_BYTES + 5, 1)),
    (path) => truncate(path, CHUNK_BYTES + 1),
    (path) => rm(path),
    // Where this process has no memory, reading fails as it does where a disk is broken.
    async (path) => {
      await rm(path);
      await symlink('/proc/self/mem', path);
    },
  ];
  for (const damage of damages) {
    const { folder, blobs } = await opened();
    const ref = await blobs.put('me', bytes);
    for (const look of [() => blobs.chunk(ref, 1), () => blobs.find(ref)]) {
      await damage(pathOf(folder, ref));
      await expect(look()).rejects.toMatchObject({ code: 'BlobDamaged' });
      expect(await blobs.missing(ref)).toEqual([0, 1]);
      expect(await blobs.chunk(ref, 0)).toBeUndefined();
      await blobs.put('me', bytes);
      expect(Buffer.compare(await blobs.get(ref), bytes)).toBe(0);
    }
    await damage(pathOf(folder, ref));
    await expect(blobs.get(ref)).rejects.toMatchObject({ code: 'BlobDamaged' });
    await expect(blobs.get(ref)).rejects.toMatchObject({ code: 'BlobMissing' });
  }
});

test('a folder of blobs that is no folder, or a file that is one, is named with what to do, and nothing is given up', async () => {
  const bytes = pattern(CHUNK_BYTES);
  const damages: ((folder: string, path: string) => Promise<void>)[] = [
    async (folder) => {
      await rename(join(folder, 'blobs'), join(folder, 'away'));
      await writeFile(join(folder, 'blobs'), 'not a folder');
    },
    async (folder) => {
      await rename(join(folder, 'blobs'), join(folder, 'away'));
      await symlink('blobs', join(folder, 'blobs'));
    },
    async (folder, path) => {
      await rename(join(folder, 'blobs'), join(folder, 'away'));
      await mkdir(path, { recursive: true });
    },
  ];
  for (const [number, damage] of damages.entries()) {
    const { folder, blobs } = await opened();
    const ref = await blobs.put('me', bytes);
    await damage(folder, pathOf(folder, ref));
    const read = {
      code: 'ReadFailed',
      message: expect.stringMatching(/blobs.* cannot be read .*: let this user/),
    };
    const written = { code: 'WriteFailed', message: expect.stringContaining('let this user write there') };
    await expect(blobs.find(ref)).rejects.toMatchObject(read);
    await expect(blobs.chunk(ref, 0)).rejects.toMatchObject(read);
    if (number < 2) {
      await expect(blobs.removeLeftovers()).rejects.toMatchObject(read);
      await expect(blobs.put('me', pattern(CHUNK_BYTES + 1))).rejects.toMatchObject(written);
    } else await expect(blobs.release('me')).rejects.toMatchObject(written);
    await rm(join(folder, 'blobs'), { recursive: true });
    await rename(join(folder, 'away'), join(folder, 'blobs'));
    if (number < 2) expect(Buffer.compare(await blobs.get(ref), bytes)).toBe(0);
  }
});

test('chunks that the disk has lost before a blob was whole are fetched anew', async () => {
  const [from, { folder, blobs }] = [await opened(), await opened()];
  const bytes = pattern(2 * CHUNK_BYTES);
  const ref = await from.blobs.put('me', bytes);
  const fetch = async (): Promise<void> => {
    for (const index of await blobs.missing(ref)) {
      await blobs.putChunk('me', ref, index, (await from.blobs.chunk(ref, index))!);
    }
  };
  await fetch();
  await truncate(pathOf(folder, ref), 10);
  await expect(blobs.seal('me', ref)).rejects.toMatchObject({ code: 'BlobDamaged' });
  expect(await blobs.missing(ref)).toEqual([0, 1]);
  await fetch();
  await blobs.seal('me', ref);
  expect(Buffer.compare(await blobs.get(ref), bytes)).toBe(0);
});

test('a blob that an older worker has written into the database is there as it was, and goes', async () => {
  const { database, blobs, files } = await opened();
  const bytes = pattern(2 * CHUNK_BYTES + 9);
  const ref = blobRef(blobRoot(bytes), bytes.length);
  const key = keyOf(ref);
  for (const index of [0, 1, 2]) {
    await database.put(chunkKey(key, index), bytes.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES));
  }
  await database.put(nodesKey(key), chunkNodes(bytes, 4096));
  await database.batch(new Holds(database).added('me', key));
  expect(Buffer.compare(await blobs.get(ref), bytes)).toBe(0);
  expect((await blobs.chunk(ref, 2))?.chunk).toEqual(bytes.subarray(2 * CHUNK_BYTES));
  await blobs.put('another', bytes);
  expect(await files()).toEqual([]);
  await blobs.release('me');
  await blobs.release('another');
  expect(await database.keys().all()).toEqual([]);
});

test('a blob of which only the list has outlived the machine is written again by whoever has it', async () => {
  const { folder, blobs } = await opened();
  const bytes = pattern(CHUNK_BYTES + 7);
  const ref = await blobs.put('me', bytes);
  for (const damaged of [new Uint8Array(0), bytes.with(CHUNK_BYTES + 6, 1)]) {
    await writeFile(pathOf(folder, ref), damaged);
    await blobs.put('another', bytes);
    expect(Buffer.compare(await blobs.get(ref), bytes)).toBe(0);
  }
});

test('a start removes the files that nobody accounts for, and no others', async () => {
  const { folder, blobs, files } = await opened();
  await blobs.removeLeftovers();
  const ref = await blobs.put('me', pattern(FILE_BYTES));
  await mkdir(join(folder, 'blobs'), { recursive: true });
  await writeFile(pathOf(folder, { ...ref, bytes: FILE_BYTES + 1 }), 'half');
  await writeFile(join(folder, 'blobs', 'notes.txt'), 'of the owner of the machine');
  await blobs.removeLeftovers();
  expect((await files()).sort()).toEqual([keyOf(ref).replaceAll(':', '-'), 'notes.txt'].sort());
  expect(await blobs.find(ref)).toBeDefined();
});

test('whenever a worker is killed, what it has stored is whole, and after the next start nothing else is there', async () => {
  const folder = await temporaryFolder();
  for (let kills = 0; kills < 4; kills++) {
    const writer = spawn(process.execPath, [WRITER, folder, '300000'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(writer, 'close');
    const said: string[] = [];
    for await (const line of createInterface({ input: writer.stdout })) {
      said.push(line);
      if (said.length === 5 + 7 * kills) writer.kill('SIGKILL');
    }
    await ended;
    const { database, blobs, files } = await opened(folder);
    await blobs.removeLeftovers();
    const gone = new Set(said.filter((line) => line.startsWith('release')).map((line) => line.slice(8)));
    const owners = await blobs.owners();
    for (const line of said)
      if (line.startsWith('put') && !gone.has(line.slice(4))) expect(owners).toContain(line.slice(4));
    const refs = (await Promise.all(owners.map((owner) => blobs.refs(owner)))).flat();
    for (const ref of refs) expect((await blobs.get(ref)).length).toBe(300_000);
    expect((await files()).sort()).toEqual(refs.map((ref) => keyOf(ref).replaceAll(':', '-')).sort());
    for (const owner of owners) await blobs.release(owner);
    expect(await files()).toEqual([]);
    await database.close();
  }
});

test('a first chunk for which the disk has no room leaves nothing behind', async () => {
  const [from, { folder, database, blobs, files }] = [await opened(), await opened()];
  const ref = await from.blobs.put('me', pattern(FILE_BYTES));
  await mkdir(join(folder, 'blobs'));
  await symlink('/dev/full', pathOf(folder, ref));
  const chunk = (await from.blobs.chunk(ref, 0))!;
  await expect(blobs.putChunk('me', ref, 0, chunk)).rejects.toMatchObject({ code: 'WriteFailed' });
  expect(await files()).toEqual([]);
  expect(await database.keys().all()).toEqual([]);
});

test('a blob may be larger than what the system takes at once', async () => {
  const folder = await temporaryFolder();
  const bytes = new Uint8Array(2 ** 31 + 1);
  const ref = { root: new Uint8Array(32), bytes: bytes.length, leafBytes: 4096 } as const;
  await mkdir(join(folder, 'blobs'));
  // Which takes as much as one likes, and keeps nothing.
  await symlink('/dev/null', pathOf(folder, ref));
  new BlobFiles(join(folder, 'db')).write(keyOf(ref), bytes, 0);
});

test('a blob for which the disk has no room is an error and leaves nothing behind', async () => {
  const folder = await temporaryFolder();
  // No file may be larger than so many KiB, which the system refuses as it refuses a full disk.
  const command = ['-c', 'ulimit -f 400; exec "$@"', 'bash', process.execPath, WRITER, folder, '900000'];
  const writer = spawn('bash', command, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  writer.stdout.on('data', (text) => {
    said += text;
  });
  await once(writer, 'close');
  expect(said).toBe('WriteFailed 1\n');
  const { database, files } = await opened(folder);
  expect(await files()).toEqual([]);
  expect(await database.keys().all()).toEqual([]);
});
