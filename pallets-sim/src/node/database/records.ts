import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Level } from 'level';
import { fromMapKey, mapKey } from '../bytes.ts';
import { messageOf, NodeError } from '../errors.ts';
import { makeFolder } from '../make-folder.ts';
import { badDatabase, badRecord, openError, refusal, writeError } from './errors.ts';
import { type Kind, keyOf, recordOf, type StoredRecord, valueIn } from './record.ts';
import { CLOSED_FILE, requireWholeFiles } from './whole-files.ts';

/** What LevelDB may keep of the database in memory. */
export const CACHE_BYTES = 32 << 20;

/** Records in LevelDB. What is written together is there as a whole or not at all. */
export class Records {
  readonly folder: string;
  readonly #level: Level<Uint8Array, Uint8Array>;
  readonly #isSynced: boolean;
  #failure: NodeError | undefined;

  private constructor(folder: string, level: Level<Uint8Array, Uint8Array>, isSynced: boolean) {
    this.folder = folder;
    this.#level = level;
    this.#isSynced = isSynced;
  }

  /**
   * Opens or creates the database.
   *
   * @param isSynced whether a write waits until the disk has it, and so outlives a loss of power
   * @throws NodeError `NoFolder`, `ReadOnlyFolder`, `DiskFull`, `DatabaseInUse`, `BadDatabase`
   */
  static async open(folder: string, isSynced: boolean): Promise<Records> {
    const files = await listFolder(folder);
    const holdsData = files.some((file) => file.startsWith('MANIFEST-') || /\.(ldb|log)$/.test(file));
    // LevelDB would quietly start an empty database over what is left of one whose CURRENT file is gone.
    if (holdsData && !files.includes('CURRENT')) throw badDatabase(folder, 'the file CURRENT is missing');
    await requireWholeFiles(folder, files);
    const level = new Level<Uint8Array, Uint8Array>(folder, { keyEncoding: 'view', valueEncoding: 'view' });
    try {
      await level.open({ cacheSize: CACHE_BYTES });
      await rm(join(folder, CLOSED_FILE), { force: true });
    } catch (error) {
      throw openError(folder, error);
    }
    return new Records(folder, level, isSynced);
  }

  async isEmpty(): Promise<boolean> {
    for await (const _ of this.#level.keys({ limit: 1 })) return false;
    return true;
  }

  /** The value of a record. Throws `NodeError` `CorruptRecord`, `BadDatabase`. */
  get(kind: Kind, name: Uint8Array): Uint8Array | undefined {
    const key = keyOf(kind, name);
    let stored: Uint8Array | undefined;
    try {
      stored = this.#level.getSync(key);
    } catch (error) {
      throw badDatabase(this.folder, messageOf(error), error);
    }
    if (!stored) return undefined;
    // LevelDB gives a Buffer, whose `slice` is not that of other byte arrays.
    const bytes = new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
    const value = valueIn(kind, { key, stored: bytes });
    if (!value) throw badRecord(this.folder, kind, name);
    return value;
  }

  transaction(): Transaction {
    return new Transaction(this, (changes, added) => this.#write(changes, added));
  }

  async close(): Promise<void> {
    await this.#level.close();
    if (!this.#failure) await writeFile(join(this.folder, CLOSED_FILE), '').catch(() => undefined); // it only saves time
  }

  /**
   * Writes in one atomic batch. After a write that failed nobody knows what the disk holds behind the last whole batch,
   * so nothing more is written until the database was opened again.
   */
  async #write(changes: Changes, added: readonly StoredRecord[]): Promise<void> {
    if (this.#failure) throw this.#failure;
    const batch = this.#level.batch();
    for (const { key, stored } of added) batch.put(key, stored);
    for (const [name, value] of changes) {
      const key = fromMapKey(name);
      if (value) batch.put(key, value);
      else batch.del(key);
    }
    try {
      await batch.write({ sync: this.#isSynced });
    } catch (error) {
      this.#failure = writeError(this.folder, error);
      throw this.#failure;
    }
  }
}

/** Values by key (`mapKey`), as they are stored; undefined for records that go. */
type Changes = ReadonlyMap<string, Uint8Array | undefined>;

/** Changes to records that are written together, and can be read before they are. */
export class Transaction {
  readonly #records: Records;
  readonly #write: (changes: Changes, added: readonly StoredRecord[]) => Promise<void>;
  readonly #changes = new Map<string, Uint8Array | undefined>();
  readonly #added: StoredRecord[] = [];

  constructor(records: Records, write: (changes: Changes, added: readonly StoredRecord[]) => Promise<void>) {
    this.#records = records;
    this.#write = write;
  }

  get(kind: Kind, name: Uint8Array): Uint8Array | undefined {
    const key = keyOf(kind, name);
    const stored = this.#changes.get(mapKey(key));
    if (stored) return valueIn(kind, { key, stored });
    return this.#changes.has(mapKey(key)) ? undefined : this.#records.get(kind, name);
  }

  put(kind: Kind, name: Uint8Array, value: Uint8Array): void {
    const { key, stored } = recordOf(kind, name, value);
    this.#changes.set(mapKey(key), stored);
  }

  /** As `put`, for one of many records that nobody reads or deletes before they are written. */
  add(kind: Kind, name: Uint8Array, value: Uint8Array): void {
    this.#added.push(recordOf(kind, name, value));
  }

  delete(kind: Kind, name: Uint8Array): void {
    this.#changes.set(mapKey(keyOf(kind, name)), undefined);
  }

  /** Throws `NodeError` `DiskFull`, `ReadOnlyFolder` or `WriteFailed`; nothing is written then. */
  commit(): Promise<void> {
    return this.#write(this.#changes, this.#added);
  }
}

/** The files of a folder, which is made when it is missing. */
async function listFolder(folder: string): Promise<string[]> {
  try {
    await makeFolder(folder);
    return await readdir(folder);
  } catch (error) {
    throw (
      refusal(folder, error) ??
      new NodeError(
        'NoFolder',
        `cannot keep the chain in ${folder}: ${messageOf(error)}. Choose another folder with --base-path.`,
        error,
      )
    );
  }
}
