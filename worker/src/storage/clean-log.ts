import type { Level } from 'level';
import { codeOf, messageOf, WorkerError } from '../errors.ts';

/** What LevelDB can do beside what all databases of its interface can. */
interface Compacting {
  compactRange(start: string, end: string): Promise<void>;
}

/** Before all keys: nothing lies there to be compacted. */
const NOWHERE = '\0';

/**
 * A database that goes on with a new log after a write that failed. LevelDB leaves half a record where the disk was full,
 * takes what is written after it without complaint, and at its next start finds none of that again: a secret would be
 * gone of which the chain has the hash. A new log is begun by compacting, however little. Where even that fails, LevelDB
 * refuses every write until it is opened again, and loses nothing that it has acknowledged.
 */
export function withCleanLog(database: Level<string, Uint8Array>): Level<string, Uint8Array> {
  let cleaned: Promise<void> | undefined;
  const clean = async (): Promise<void> => {
    await (database as unknown as Compacting).compactRange(NOWHERE, NOWHERE);
    // It does not say whether it could: this is refused if not.
    await database.del(NOWHERE, { sync: true });
    cleaned = undefined;
  };
  const cleaning =
    <Given extends unknown[]>(write: (...given: Given) => Promise<void>) =>
    async (...given: Given): Promise<void> => {
      try {
        await write(...given);
        // Another has failed meanwhile, and this may stand behind it.
        await cleaned;
      } catch (thrown) {
        if (codeOf(thrown) !== 'LEVEL_IO_ERROR' && codeOf(thrown) !== 'LEVEL_CORRUPTION') throw thrown;
        cleaned ??= clean();
        await cleaned.catch(() => undefined);
        throw writeFailed(database.location, thrown);
      }
    };
  type Write = (...given: unknown[]) => Promise<void>;
  const put = cleaning(database.put.bind(database) as Write);
  const batch = cleaning(database.batch.bind(database) as unknown as Write);
  return Object.assign(database, { put, batch });
}

function writeFailed(folder: string, thrown: unknown): Error {
  const message =
    `the database ${folder} cannot be written (${messageOf(thrown)}): make room on its disk, or let this user write ` +
    'there, and start this worker again if it does not go on by itself';
  return new WorkerError('WriteFailed', message, { folder }, thrown);
}
