import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../errors.ts';
import { badDatabase, refusal } from './errors.ts';
import { damagedInTable } from './table.ts';
import { damagedAt } from './write-log.ts';

/** Lies in the folder while nobody has the database open, if it was closed. */
export const CLOSED_FILE = 'CLOSED';

/** So much of the tables is looked at whenever a database is opened, which takes 0.2 s; the rest when it was not closed. */
const ALWAYS_CHECKED_BYTES = 64 << 20;

/**
 * Looks at the files of a database before LevelDB does, which passes over or falls over what is damaged.
 *
 * @throws NodeError `BadDatabase`, naming the file
 */
export async function requireWholeFiles(folder: string, files: readonly string[]): Promise<void> {
  for (const file of files.filter((name) => name.endsWith('.log')))
    await requireWhole(folder, file, damagedAt);
  let left = files.includes(CLOSED_FILE) ? ALWAYS_CHECKED_BYTES : Number.POSITIVE_INFINITY;
  for (const file of files.filter((name) => name.endsWith('.ldb'))) {
    if (left > 0) left -= await requireWhole(folder, file, damagedInTable);
  }
}

/** Returns how many bytes the file has, 0 when it is gone. */
async function requireWhole(
  folder: string,
  file: string,
  damaged: (bytes: Uint8Array) => number | undefined,
): Promise<number> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(join(folder, file));
  } catch (error) {
    // Another process has the database open, and has merged it into others: LevelDB says so, or that it is missing.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw refusal(folder, error) ?? badDatabase(folder, `${file} cannot be read: ${messageOf(error)}`, error);
  }
  const place = damaged(bytes);
  if (place === undefined) return bytes.length;
  throw badDatabase(folder, `${file} is not what was written, from byte ${place} on`);
}
