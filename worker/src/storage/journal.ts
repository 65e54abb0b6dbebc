import { decode, encode } from 'cborg';
import type { Database } from './database.ts';

export interface JournalChange {
  readonly put?: readonly (readonly [key: string, value: unknown])[];
  readonly remove?: readonly string[];
}

/**
 * What a role must not forget when it is killed: small records by key, in CBOR (bytes stay bytes). Written to the disk itself before `put` returns, because a lost secret cannot be made again.
 */
export class Journal {
  readonly #database: Database;
  readonly #prefix: string;

  constructor(database: Database, scope: string) {
    this.#database = database;
    this.#prefix = `journal:${scope}:`;
  }

  /** The record under `key` as it was put, unchecked: a journal is only read by the code that wrote it. */
  async get<T>(key: string): Promise<T | undefined> {
    const bytes = await this.#database.get(this.#prefix + key);
    return bytes === undefined ? undefined : (decode(bytes) as T);
  }

  async put(key: string, value: unknown): Promise<void> {
    await this.#database.put(this.#prefix + key, encode(value), { sync: true });
  }

  /** Puts some records and removes others: all of it or, if the process is killed meanwhile, nothing. */
  async change({ put = [], remove = [] }: JournalChange): Promise<void> {
    const puts = put.map(
      ([key, value]) => ({ type: 'put', key: this.#prefix + key, value: encode(value) }) as const,
    );
    const removals = remove.map((key) => ({ type: 'del', key: this.#prefix + key }) as const);
    await this.#database.batch([...puts, ...removals], { sync: true });
  }

  /** The records of all keys of this scope that start with `start`, in their order, unchecked. */
  async values<T>(start: string): Promise<T[]> {
    const from = this.#prefix + start;
    const values = await this.#database.values({ gte: from, lt: `${from}\uffff` }).all();
    return values.map((bytes) => decode(bytes) as T);
  }

  /**
   * All keys of this scope in order, but one for each folder instead of what is in it: `a/b/` for the keys that start
   * with it. Takes as long as there are names in the answer, however much is in the folders.
   */
  async outline(): Promise<string[]> {
    const names: string[] = [];
    const iterator = this.#database.keys({ gte: this.#prefix, lt: `${this.#prefix}\uffff` });
    try {
      for (let key = await iterator.next(); key !== undefined; key = await iterator.next()) {
        const folder = key.slice(0, key.lastIndexOf('/') + 1);
        names.push((folder || key).slice(this.#prefix.length));
        if (folder) iterator.seek(`${folder}\uffff`);
      }
    } finally {
      await iterator.close();
    }
    return names;
  }

  /** All keys of this scope that start with `start`, in order. */
  async keys(start = ''): Promise<string[]> {
    const from = this.#prefix + start;
    const keys = await this.#database.keys({ gte: from, lt: `${from}\uffff` }).all();
    return keys.map((key) => key.slice(this.#prefix.length));
  }
}
