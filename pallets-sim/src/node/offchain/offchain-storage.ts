import { Level } from 'level';
import { type DiskRemedies, diskError, innermostMessage } from '../disk-error.ts';
import { NodeError } from '../errors.ts';

const REMEDIES: DiskRemedies = {
  room: 'Make room and start again.',
  access: 'Let this user write there, or choose another folder with --base-path.',
};

/** What off-chain code of this node remembers: keys and values beside the chain, which no block sees. */
export class OffchainStorage {
  readonly #folder: string;
  #level: Promise<Level<Uint8Array, Uint8Array>> | undefined;

  /** @param folder made when something is first asked for */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Throws `NodeError` `NoFolder`, `DiskFull`, `ReadOnlyFolder`. */
  async get(key: Uint8Array): Promise<Uint8Array | undefined> {
    return (await this.#opened()).get(key);
  }

  /** Throws as `get`, and `WriteFailed`. */
  async set(key: Uint8Array, value: Uint8Array): Promise<void> {
    const level = await this.#opened();
    await level.put(key, value).catch((error: unknown) => this.#refuse('WriteFailed', error));
  }

  /** Forgets a key. Throws as `set`. */
  async clear(key: Uint8Array): Promise<void> {
    const level = await this.#opened();
    await level.del(key).catch((error: unknown) => this.#refuse('WriteFailed', error));
  }

  async close(): Promise<void> {
    await (await this.#level)?.close();
  }

  #opened(): Promise<Level<Uint8Array, Uint8Array>> {
    this.#level ??= this.#open();
    return this.#level;
  }

  async #open(): Promise<Level<Uint8Array, Uint8Array>> {
    const level = new Level<Uint8Array, Uint8Array>(this.#folder, {
      keyEncoding: 'view',
      valueEncoding: 'view',
    });
    try {
      await level.open();
      return level;
    } catch (error) {
      this.#level = undefined;
      return this.#refuse('NoFolder', error);
    }
  }

  #refuse(code: 'NoFolder' | 'WriteFailed', error: unknown): never {
    const what = `the offchain storage in ${this.#folder}`;
    const problem = `cannot use ${what}: ${innermostMessage(error)}`;
    throw diskError(what, error, REMEDIES) ?? new NodeError(code, problem, error);
  }
}
