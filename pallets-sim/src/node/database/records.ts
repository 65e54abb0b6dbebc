import { fromMapKey, mapKey } from '../bytes.ts';
import { CheckedLevel } from './checked-level.ts';
import { badRecord, chainErrors } from './errors.ts';
import { type Kind, keyOf, recordOf, type StoredRecord, valueIn } from './record.ts';

/** What LevelDB may keep of the database in memory. */
export const CACHE_BYTES = 32 << 20;

/** Records in LevelDB. What is written together is there as a whole or not at all. */
export class Records {
  readonly folder: string;
  readonly #level: CheckedLevel;

  private constructor(folder: string, level: CheckedLevel) {
    this.folder = folder;
    this.#level = level;
  }

  /**
   * Opens or creates the database.
   *
   * @param isSynced whether a write waits until the disk has it, and so outlives a loss of power
   * @throws NodeError as `CheckedLevel.open`
   */
  static async open(folder: string, isSynced: boolean): Promise<Records> {
    const options = { isSynced, cacheBytes: CACHE_BYTES, errors: chainErrors(folder) };
    return new Records(folder, await CheckedLevel.open(folder, options));
  }

  isEmpty(): Promise<boolean> {
    return this.#level.isEmpty();
  }

  /** The value of a record. Throws `NodeError` `CorruptRecord`, `BadDatabase`. */
  get(kind: Kind, name: Uint8Array): Uint8Array | undefined {
    const key = keyOf(kind, name);
    const stored = this.#level.get(key);
    if (!stored) return undefined;
    const value = valueIn(kind, { key, stored });
    if (!value) throw badRecord(this.folder, kind, name);
    return value;
  }

  transaction(): Transaction {
    return new Transaction(this, (changes, added) => this.#write(changes, added));
  }

  close(): Promise<void> {
    return this.#level.close();
  }

  #write(changes: Changes, added: readonly StoredRecord[]): Promise<void> {
    return this.#level.write((batch) => {
      for (const { key, stored } of added) batch.put(key, stored);
      for (const [name, value] of changes) {
        const key = fromMapKey(name);
        if (value) batch.put(key, value);
        else batch.del(key);
      }
    });
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

  /** Throws `NodeError` as `CheckedLevel.write`; nothing is written then. */
  commit(): Promise<void> {
    return this.#write(this.#changes, this.#added);
  }
}
