import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Level } from 'level';
import { codeOf, messageOf, WorkerError } from '../errors.ts';
import { withCleanLog } from './clean-log.ts';

/** The worker's one database: keys are text, values bytes; sections are sublevels. */
export type Database = Level<string, Uint8Array>;

export class StorageError extends WorkerError<
  | 'DatabaseLocked'
  | 'DatabaseCorrupt'
  | 'DatabaseUnavailable'
  | 'ReadFailed'
  | 'WriteFailed'
  | 'BlobDamaged'
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

/** What this process has open. LevelDB would share it with any other opener of the process, as it does with threads. */
const OPENED = new Set<string>();

/** Opens (or makes) the database in `basePath/db`. Only one process can hold it, and once; its threads can join it. */
export async function openDatabase(basePath: string): Promise<Database> {
  const folder = resolve(basePath, 'db');
  if (OPENED.has(folder)) throw openError(folder, { code: 'LEVEL_LOCKED' });
  OPENED.add(folder);
  try {
    await mkdir(basePath, { recursive: true });
    const database = await opened(folder, true);
    database.once('closed', () => OPENED.delete(folder));
    return database;
  } catch (thrown) {
    OPENED.delete(folder);
    throw openError(folder, thrown);
  }
}

/**
 * The database that another thread of this process has opened in `folder` (its `location`): what either writes, the other
 * reads. It has to be closed before that of the other thread is, whose cache it uses.
 */
export async function joinDatabase(folder: string): Promise<Database> {
  try {
    return await opened(folder, false);
  } catch (thrown) {
    throw openError(folder, thrown);
  }
}

/** Checkpoints are written in megabytes: larger files are merged less often. */
const FILE_BYTES = 32 * 2 ** 20;

async function opened(folder: string, createIfMissing: boolean): Promise<Database> {
  const options = {
    ...{ keyEncoding: 'utf8', valueEncoding: 'view', multithreading: true, createIfMissing },
    // Weights do not become smaller by it.
    ...{ compression: false, writeBufferSize: FILE_BYTES, maxFileSize: FILE_BYTES },
  };
  const database: Level<string, Uint8Array> = new Level(folder, options);
  await database.open();
  return withCleanLog(database);
}
