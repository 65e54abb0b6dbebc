import { Level } from 'level';
import { messageOf, NodeError } from '../errors.ts';

/** What off-chain code of this node remembers: keys and values beside the chain, which no block sees. */
export class OffchainStorage {
  readonly #folder: string;
  #level: Promise<Level<Uint8Array, Uint8Array>> | undefined;

  /** @param folder made when something is first asked for */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Throws `NodeError` `NoFolder`. */
  async get(key: Uint8Array): Promise<Uint8Array | undefined> {
    return (await this.#opened()).get(key);
  }

  /** Throws `NodeError` `NoFolder`. */
  async set(key: Uint8Array, value: Uint8Array): Promise<void> {
    await (await this.#opened()).put(key, value);
  }

  /** Forgets a key. Throws `NodeError` `NoFolder`. */
  async clear(key: Uint8Array): Promise<void> {
    await (await this.#opened()).del(key);
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
      throw new NodeError('NoFolder', `cannot open ${this.#folder}: ${messageOf(error)}`, error);
    }
  }
}
