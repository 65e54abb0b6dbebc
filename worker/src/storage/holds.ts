import type { Database } from './database.ts';

/** One change of a batch. */
export type Change =
  | { readonly type: 'put'; readonly key: string; readonly value: Uint8Array }
  | { readonly type: 'del'; readonly key: string };

const NOTHING = new Uint8Array(0);

/** Which owner holds which blob (by its key), kept in both directions. Names of owners have no colon. */
export class Holds {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  added(owner: string, key: string): Change[] {
    return pair(owner, key).map((at) => ({ type: 'put', key: at, value: NOTHING }));
  }

  removed(owner: string, key: string): Change[] {
    return pair(owner, key).map((at) => ({ type: 'del', key: at }));
  }

  async isHeldByOthers(owner: string, key: string): Promise<boolean> {
    const holders = await this.#database.keys({ gte: `held:${key}:`, lt: `held:${key};`, limit: 2 }).all();
    return holders.some((holder) => holder !== `held:${key}:${owner}`);
  }

  /** Everybody who holds the blob of this key. */
  async ownersOf(key: string): Promise<string[]> {
    const start = `held:${key}:`;
    const holders = await this.#database.keys({ gte: start, lt: `held:${key};` }).all();
    return holders.map((holder) => holder.slice(start.length));
  }

  /** The keys of all blobs that an owner holds. */
  async keysOf(owner: string): Promise<string[]> {
    const start = `hold:${owner}:`;
    const keys = await this.#database.keys({ gte: start, lt: `hold:${owner};` }).all();
    return keys.map((key) => key.slice(start.length));
  }

  /** All owners whose name begins with `start`; one seek for each. */
  async owners(start: string): Promise<string[]> {
    const owners: string[] = [];
    const end = `hold:${start}\uffff`;
    for (let from = `hold:${start}`; ; ) {
      const [key] = await this.#database.keys({ gte: from, lt: end, limit: 1 }).all();
      const owner = key?.split(':')[1];
      if (owner === undefined) return owners;
      owners.push(owner);
      from = `hold:${owner};`;
    }
  }
}

function pair(owner: string, key: string): string[] {
  return [`hold:${owner}:${key}`, `held:${key}:${owner}`];
}
