import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Level } from 'level';
import { codeOf, messageOf, WorkerError } from '../errors.ts';

/** The worker's one database: keys are text, values bytes; sections are sublevels. */
export type Database = Level<string, Uint8Array>;

export class StorageError extends WorkerError<
  | 'DatabaseLocked'
  | 'DatabaseCorrupt'
  | 'DatabaseUnavailable'
  | 'BlobMissing'
  | 'BlobIncomplete'
  | 'ChunkWrong'
  | 'NotOpened'
> {}

function openError(folder: string, thrown: unknown): StorageError {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  const code = codeOf(cause) ?? codeOf(thrown);
  const why = messageOf(cause ?? thrown);
  if (code === 'LEVEL_LOCKED') {
    const message =
      `the database ${folder} is in use by another process: two workers cannot share a base path. ` +
      'Stop the other worker or give this one its own --base-path';
    return new StorageError('DatabaseLocked', message, { folder }, thrown);
  }
  if (code === 'LEVEL_CORRUPTION' || /corrupt|checksum|CURRENT|MANIFEST|bad (record|block)/i.test(why)) {
    const message =
      `the database ${folder} is damaged (${why}). Nothing in it was changed. Move the folder away and start ` +
      'again: blobs are fetched anew from peers, and work on unfinished tasks starts over';
    return new StorageError('DatabaseCorrupt', message, { folder }, thrown);
  }
  const message = `the database ${folder} cannot be opened (${why}). Check that the folder is writable and the disk has room`;
  return new StorageError('DatabaseUnavailable', message, { folder }, thrown);
}

/** Opens (or makes) the database in `basePath/db`. Only one process can hold it. */
export async function openDatabase(basePath: string): Promise<Database> {
  const folder = join(basePath, 'db');
  const database: Database = new Level(folder, { keyEncoding: 'utf8', valueEncoding: 'view' });
  try {
    await mkdir(basePath, { recursive: true });
    await database.open();
  } catch (thrown) {
    throw openError(folder, thrown);
  }
  return database;
}
