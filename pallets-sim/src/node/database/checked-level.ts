import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Level } from 'level';
import { messageOf, type NodeError } from '../errors.ts';
import { makeFolder } from '../make-folder.ts';
import type { DatabaseErrors } from './database-errors.ts';
import { CLOSED_FILE, requireWholeFiles } from './whole-files.ts';

/** What is written together. */
export interface Batch {
  put(key: Uint8Array, value: Uint8Array): unknown;
  del(key: Uint8Array): unknown;
}

/** How a database is opened. */
export interface LevelOptions {
  /** Whether a write waits until the disk has it, and so outlives a loss of power. */
  readonly isSynced: boolean;
  /** What LevelDB may keep of it in memory. */
  readonly cacheBytes: number;
  readonly errors: DatabaseErrors;
}

/**
 * LevelDB, whose files are looked at before it opens them, and which takes no write after one that has failed: it would
 * pass over what is damaged, and lose what it has acknowledged behind half a record.
 */
export class CheckedLevel {
  readonly #folder: string;
  readonly #level: Level<Uint8Array, Uint8Array>;
  readonly #options: LevelOptions;
  #lastWrite: Promise<void> = Promise.resolve();
  #failure: NodeError | undefined;

  private constructor(folder: string, level: Level<Uint8Array, Uint8Array>, options: LevelOptions) {
    this.#folder = folder;
    this.#level = level;
    this.#options = options;
  }

  /**
   * Opens or creates the database.
   *
   * @throws NodeError `NoFolder`, `ReadOnlyFolder`, `DiskFull`, `DatabaseInUse`, `BadDatabase`
   */
  static async open(folder: string, options: LevelOptions): Promise<CheckedLevel> {
    const { errors } = options;
    const files = await listFolder(folder, errors);
    const holdsData = files.some((file) => file.startsWith('MANIFEST-') || /\.(ldb|log)$/.test(file));
    // LevelDB would quietly start an empty database over what is left of one whose CURRENT file is gone.
    if (holdsData && !files.includes('CURRENT')) throw errors.damaged('the file CURRENT is missing');
    await requireWholeFiles(folder, files, errors);
    const level = new Level<Uint8Array, Uint8Array>(folder, { keyEncoding: 'view', valueEncoding: 'view' });
    try {
      await level.open({ cacheSize: options.cacheBytes });
      await rm(join(folder, CLOSED_FILE), { force: true });
    } catch (error) {
      throw errors.open(error);
    }
    return new CheckedLevel(folder, level, options);
  }

  async isEmpty(): Promise<boolean> {
    for await (const _ of this.#level.keys({ limit: 1 })) return false;
    return true;
  }

  /** Throws `NodeError` `BadDatabase`. */
  get(key: Uint8Array): Uint8Array | undefined {
    try {
      const value = this.#level.getSync(key);
      // LevelDB gives a Buffer, whose `slice` is not that of other byte arrays.
      return value && new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    } catch (error) {
      throw this.#options.errors.damaged(messageOf(error), error);
    }
  }

  /**
   * Writes one atomic batch after the other. After a write that failed nobody knows what the disk holds behind the last
   * whole batch, so nothing more is written until the database was opened again.
   *
   * @param fill is called when it is this batch's turn
   * @throws NodeError `DiskFull`, `ReadOnlyFolder` or `WriteFailed`, of the first write that failed; nothing is written then
   */
  write(fill: (batch: Batch) => void): Promise<void> {
    const write = this.#lastWrite.then(() => this.#write(fill));
    this.#lastWrite = write.catch(() => undefined);
    return write;
  }

  async close(): Promise<void> {
    await this.#level.close();
    if (!this.#failure) await writeFile(join(this.#folder, CLOSED_FILE), '').catch(() => undefined); // it only saves time
  }

  async #write(fill: (batch: Batch) => void): Promise<void> {
    if (this.#failure) throw this.#failure;
    try {
      const batch = this.#level.batch();
      fill(batch);
      await batch.write({ sync: this.#options.isSynced });
    } catch (error) {
      this.#failure = this.#options.errors.write(error);
      throw this.#failure;
    }
  }
}

/** The files of a folder, which is made when it is missing. */
async function listFolder(folder: string, errors: DatabaseErrors): Promise<string[]> {
  try {
    await makeFolder(folder);
    return await readdir(folder);
  } catch (error) {
    throw errors.folder(error);
  }
}
