import { CheckedLevel } from '../database/checked-level.ts';
import { DatabaseErrors } from '../database/database-errors.ts';

/** What LevelDB may keep of it in memory. */
const CACHE_BYTES = 1 << 20;

/** What off-chain code of this node remembers: keys and values beside the chain, which no block sees. */
export class OffchainStorage {
  readonly #folder: string;
  readonly #isSynced: boolean;
  #level: Promise<CheckedLevel> | undefined;

  /**
   * @param folder made when something is first asked for
   * @param isSynced whether a write waits until the disk has it, and so outlives a loss of power
   */
  constructor(folder: string, isSynced: boolean) {
    this.#folder = folder;
    this.#isSynced = isSynced;
  }

  /** Throws `NodeError` as `CheckedLevel.open`. */
  async get(key: Uint8Array): Promise<Uint8Array | undefined> {
    return (await this.#opened()).get(key);
  }

  /** Throws `NodeError` as `CheckedLevel.open` and `write`: none is taken after one that has failed. */
  async set(key: Uint8Array, value: Uint8Array): Promise<void> {
    const level = await this.#opened();
    await level.write((batch) => batch.put(key, value));
  }

  /** Forgets a key. Throws as `set`. */
  async clear(key: Uint8Array): Promise<void> {
    const level = await this.#opened();
    await level.write((batch) => batch.del(key));
  }

  async close(): Promise<void> {
    const level = await this.#level?.catch(() => undefined);
    await level?.close();
  }

  /** Opens it when it is not; what could not be opened is tried again by the next who asks. */
  #opened(): Promise<CheckedLevel> {
    this.#level ??= this.#open().catch((error: unknown) => {
      this.#level = undefined;
      throw error;
    });
    return this.#level;
  }

  #open(): Promise<CheckedLevel> {
    const errors = new DatabaseErrors(this.#folder, {
      name: 'the offchain storage',
      content: 'the offchain storage',
      afterFault: 'all that was stored before is there',
      deletedTo: 'to go on without what was in it: the chain does not need it',
    });
    const options = { isSynced: this.#isSynced, cacheBytes: CACHE_BYTES, errors };
    return CheckedLevel.open(this.#folder, options);
  }
}
