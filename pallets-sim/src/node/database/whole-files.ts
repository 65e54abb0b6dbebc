import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../errors.ts';
import type { DatabaseErrors } from './database-errors.ts';
import { damagedInTable } from './table.ts';
import { damagedAt as damagedInLog } from './write-log.ts';

type FindDamage = (bytes: Uint8Array) => number | undefined;

/** Lies in the folder while nobody has the database open, if it was closed. */
export const CLOSED_FILE = 'CLOSED';

/** So much of the tables is looked at whenever a database is opened, which takes 0.2 s; the rest when it was not closed. */
const ALWAYS_CHECKED_BYTES = 64 << 20;

/**
 * Looks at the files of a database before LevelDB does, which passes over or falls over what is damaged.
 *
 * @throws NodeError `BadDatabase`, naming the file
 */
export async function requireWholeFiles(
  folder: string,
  files: readonly string[],
  errors: DatabaseErrors,
): Promise<void> {
  const check = async (file: string, damagedAt: FindDamage): Promise<number> => {
    const bytes = await readFile(join(folder, file)).catch((error: unknown) => {
      // Another process has the database open, and has merged it into others: LevelDB says so, or that it is missing.
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Uint8Array();
      throw errors.refusal(error) ?? errors.damaged(`${file} cannot be read: ${messageOf(error)}`, error);
    });
    const place = damagedAt(bytes);
    if (place === undefined) return bytes.length;
    throw errors.damaged(`${file} is not what was written, from byte ${place} on`);
  };
  for (const file of files.filter((name) => name.endsWith('.log'))) await check(file, damagedInLog);
  let left = files.includes(CLOSED_FILE) ? ALWAYS_CHECKED_BYTES : Number.POSITIVE_INFINITY;
  for (const file of files.filter((name) => name.endsWith('.ldb'))) {
    if (left > 0) left -= await check(file, damagedInTable);
  }
}
