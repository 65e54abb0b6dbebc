import { readdir } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { Level } from 'level';
import { concatBytes, fromMapKey, mapKey, u32BigEndian } from '../bytes.ts';
import { messageOf, NodeError } from '../errors.ts';
import { makeFolder } from '../make-folder.ts';
import { badDatabase, badRecord, diskError, openError, writeError } from './errors.ts';

/** What kinds of records there are, by the first byte of the key. */
export const KIND = {
  /** One record, `layout`: what the others look like. */
  layout: 0x6d,
  meta: 0x6d,
  /** Number → hash of the block of the chain with this number. */
  canonical: 0x62,
  header: 0x68,
  body: 0x78,
  /** State trie nodes and long values. */
  preimage: 0x74,
  /** How often states hold a preimage, when that is not once. */
  count: 0x63,
  /** What a block's state has that its parent's has not, and the other way round. */
  journal: 0x6a,
  /** Number → hashes of all stored blocks with this number. */
  level: 0x6c,
} as const;
export type Kind = keyof typeof KIND;

/** These show by themselves whether they are whole, mostly by lying under their hash; all others end with a checksum. */
const WITHOUT_CHECKSUM: readonly Kind[] = ['layout', 'header', 'preimage'];
const CHECKSUM_BYTES = 4;
/** What LevelDB may keep of the database in memory. */
export const CACHE_BYTES = 32 << 20;

function keyOf(kind: Kind, name: Uint8Array): Uint8Array {
  return concatBytes(Uint8Array.of(KIND[kind]), name);
}

function checksum(key: Uint8Array, value: Uint8Array): Uint8Array {
  return u32BigEndian(crc32(value, crc32(key)));
}

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
    const level = new Level<Uint8Array, Uint8Array>(folder, { keyEncoding: 'view', valueEncoding: 'view' });
    try {
      await level.open({ cacheSize: CACHE_BYTES });
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
    if (WITHOUT_CHECKSUM.includes(kind)) return bytes;
    const end = bytes.length - CHECKSUM_BYTES;
    const value = bytes.subarray(0, Math.max(0, end));
    if (end < 0 || mapKey(checksum(key, value)) !== mapKey(bytes.subarray(end))) {
      throw badRecord(this.folder, kind, name);
    }
    return value;
  }

  transaction(): Transaction {
    return new Transaction(this, (changes) => this.#write(changes));
  }

  async close(): Promise<void> {
    await this.#level.close();
  }

  /**
   * Writes in one atomic batch. After a write that failed nobody knows what the disk holds behind the last whole batch,
   * so nothing more is written until the database was opened again.
   */
  async #write(changes: ReadonlyMap<string, Uint8Array | undefined>): Promise<void> {
    if (this.#failure) throw this.#failure;
    const batch = this.#level.batch();
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

/** Changes to records that are written together, and can be read before they are. */
export class Transaction {
  readonly #records: Records;
  readonly #write: (changes: ReadonlyMap<string, Uint8Array | undefined>) => Promise<void>;
  readonly #changes = new Map<string, Uint8Array | undefined>();

  constructor(
    records: Records,
    write: (changes: ReadonlyMap<string, Uint8Array | undefined>) => Promise<void>,
  ) {
    this.#records = records;
    this.#write = write;
  }

  get(kind: Kind, name: Uint8Array): Uint8Array | undefined {
    const key = mapKey(keyOf(kind, name));
    if (!this.#changes.has(key)) return this.#records.get(kind, name);
    const changed = this.#changes.get(key);
    return changed && !WITHOUT_CHECKSUM.includes(kind) ? changed.subarray(0, -CHECKSUM_BYTES) : changed;
  }

  put(kind: Kind, name: Uint8Array, value: Uint8Array): void {
    const key = keyOf(kind, name);
    const stored = WITHOUT_CHECKSUM.includes(kind) ? value : concatBytes(value, checksum(key, value));
    this.#changes.set(mapKey(key), stored);
  }

  delete(kind: Kind, name: Uint8Array): void {
    this.#changes.set(mapKey(keyOf(kind, name)), undefined);
  }

  /** Throws `NodeError` `DiskFull`, `ReadOnlyFolder` or `WriteFailed`; nothing is written then. */
  commit(): Promise<void> {
    return this.#write(this.#changes);
  }
}

/** The files of a folder, which is made when it is missing. */
async function listFolder(folder: string): Promise<string[]> {
  try {
    await makeFolder(folder);
    return await readdir(folder);
  } catch (error) {
    throw (
      diskError(folder, messageOf(error), error) ??
      new NodeError(
        'NoFolder',
        `cannot keep the chain in ${folder}: ${messageOf(error)}. Choose another folder with --base-path.`,
        error,
      )
    );
  }
}
