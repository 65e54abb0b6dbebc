import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Runtime } from '../../runtime/api.ts';
import type { Header } from '../block/header.ts';
import { equalBytes } from '../bytes.ts';
import type { ChainSpec } from '../chain-spec/chain-spec.ts';
import { type BlockRecord, ChainDatabase } from '../database/chain-database.ts';
import { checkDatabase } from '../database/check.ts';
import { NodeError } from '../errors.ts';
import { Overlay } from '../state/overlay.ts';
import { TrieStore } from '../trie/trie-store.ts';
import { buildGenesis, stateVersionOf } from './genesis.ts';

/** A block that has just become the head. */
export interface NewBlock {
  readonly header: Header;
  readonly body: readonly Uint8Array[];
  /** Keys that the block wrote, as `mapKey`s. */
  readonly writtenKeys: ReadonlySet<string>;
}

/** A block that was built and is not part of the chain yet. */
export interface BuiltBlock extends BlockRecord {
  readonly writtenKeys: ReadonlySet<string>;
}

/** The chain: its blocks, the state at each of them, and the runtime that says what they mean. */
export class Chain {
  readonly runtime: Runtime;
  readonly spec: ChainSpec;
  readonly genesisHash: Uint8Array;
  readonly trieStore: TrieStore;
  readonly #database: ChainDatabase;
  readonly #listeners = new Set<(block: NewBlock) => void>();
  readonly #moveListeners = new Set<() => void>();
  #head: Header;

  private constructor(
    parts: { runtime: Runtime; spec: ChainSpec; database: ChainDatabase; trieStore: TrieStore },
    genesisHash: Uint8Array,
    head: Header,
  ) {
    this.runtime = parts.runtime;
    this.spec = parts.spec;
    this.#database = parts.database;
    this.trieStore = parts.trieStore;
    this.genesisHash = genesisHash;
    this.#head = head;
  }

  /**
   * Opens the chain in a folder, checking what is there, or begins it with the spec's genesis.
   *
   * @throws NodeError `DatabaseInUse`, `BadDatabase`, `OtherChain` (the folder holds a chain with another genesis),
   * `BadChainSpec`
   */
  static async open(options: { folder: string; spec: ChainSpec; runtime: Runtime }): Promise<Chain> {
    const { folder, spec, runtime } = options;
    const genesis = buildGenesis(spec, runtime);
    const database = await ChainDatabase.open(folder);
    try {
      const trieStore = new TrieStore((hash) => database.preimage(hash));
      let head = checkDatabase(database, trieStore);
      if (!head) {
        await database.writeBlock(genesis);
        head = genesis.header;
      }
      const stored = database.blockHash(0);
      if (!stored || !equalBytes(stored, genesis.header.hash)) {
        throw new NodeError(
          'OtherChain',
          `the database in ${folder} belongs to another chain: its genesis is ${stored && toHex(stored)}, the chain spec ` +
            `"${spec.name}" has ${toHex(genesis.header.hash)}. Use the spec it was made with, another --base-path, or ` +
            'delete the folder to start again.',
        );
      }
      return new Chain({ runtime, spec, database, trieStore }, genesis.header.hash, head);
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  /** The block that the next one is built on. It is final, unless somebody moves the head by hand. */
  get head(): Header {
    return this.#head;
  }

  header(hash: Uint8Array): Header | undefined {
    return equalBytes(hash, this.#head.hash) ? this.#head : this.#database.header(hash);
  }

  body(hash: Uint8Array): Uint8Array[] | undefined {
    return this.#database.body(hash);
  }

  blockHash(number: number): Uint8Array | undefined {
    return number > this.#head.number ? undefined : this.#database.blockHash(number);
  }

  /** The state after a block, to read or to run something on that is then forgotten. */
  stateAt(block: Header = this.#head): Overlay {
    return new Overlay(this.trieStore, block.stateRoot, stateVersionOf(this.runtime));
  }

  /** Runs a runtime API function on the state after a block. Throws `RuntimeApiError`. */
  call(method: string, args: Uint8Array, block: Header = this.#head): Uint8Array {
    return this.runtime.call(method, args, this.stateAt(block));
  }

  /** Stores a block on top of the head and makes it the head. */
  async append(block: BuiltBlock): Promise<void> {
    await this.#database.writeBlock(block);
    this.#head = block.header;
    for (const listener of this.#listeners) listener(block);
  }

  /** Goes to another block that was made before, an earlier one or one that was left: blocks are built on it from now on. */
  async moveHead(target: Header): Promise<void> {
    await this.#database.moveHead(target, this.#head);
    this.#head = target;
    for (const listener of this.#moveListeners) listener();
  }

  /** Calls the listener when the head has moved by hand, not by a new block, until the returned function is called. */
  onMove(listener: () => void): () => void {
    this.#moveListeners.add(listener);
    return () => this.#moveListeners.delete(listener);
  }

  /** Calls the listener after each new block, until the returned function is called. */
  onBlock(listener: (block: NewBlock) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    this.#moveListeners.clear();
    await this.#database.close();
  }
}
