import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Runtime } from '../../runtime/api.ts';
import type { Header } from '../block/header.ts';
import { equalBytes } from '../bytes.ts';
import type { ChainSpec } from '../chain-spec/chain-spec.ts';
import type { ChainDatabase } from '../database/chain-database.ts';
import { databaseFault } from '../database/database-fault.ts';
import type { Pruning } from '../database/pruning-mode.ts';
import { NodeError } from '../errors.ts';
import { childRootKey } from '../state/child-root-key.ts';
import { LatestValues } from '../state/latest-values.ts';
import { Overlay } from '../state/overlay.ts';
import type { TrieStore } from '../trie/trie-store.ts';
import type { ChainOptions } from './chain-options.ts';
import { stateVersionOf } from './genesis.ts';
import { Listeners } from './listeners.ts';
import type { BuiltBlock, NewBlock } from './new-block.ts';
import { type OpenedDatabase, openDatabase } from './open-database.ts';
import { Snapshots } from './snapshots.ts';

/** The chain: its blocks, the state at each of them, and the runtime that says what they mean. */
export class Chain {
  readonly runtime: Runtime;
  readonly spec: ChainSpec;
  readonly genesisHash: Uint8Array;
  readonly trieStore: TrieStore;
  readonly #database: ChainDatabase;
  readonly #blocks: Listeners<[block: NewBlock]>;
  readonly #moves: Listeners<[]>;
  readonly #snapshots = new Snapshots<Header>();
  readonly #mockSignatures: boolean;
  readonly #verifySignature: ChainOptions['verifySignature'];
  readonly #latest: LatestValues;
  #head: Header;

  private constructor(options: ChainOptions, opened: OpenedDatabase) {
    this.runtime = options.runtime;
    this.spec = options.spec;
    this.#database = opened.database;
    this.trieStore = opened.trieStore;
    this.genesisHash = opened.genesisHash;
    this.#head = opened.head;
    this.#latest = new LatestValues(opened.head.stateRoot);
    this.#mockSignatures = options.mockSignatures ?? false;
    this.#verifySignature = options.verifySignature;
    this.#blocks = new Listeners(options.onListenerError);
    this.#moves = new Listeners(options.onListenerError);
  }

  /**
   * Opens the chain in a folder, checking what is there, or begins it with the spec's genesis.
   *
   * @throws NodeError as `ChainDatabase.open`, and `OtherChain` (the folder holds a chain with another genesis),
   * `BadChainSpec`, `BadStateFile`
   */
  static async open(options: ChainOptions): Promise<Chain> {
    const { spec, mockSignatures } = options;
    if (mockSignatures && spec.chainType !== 'Development') {
      throw new NodeError(
        'BadOption',
        `mock signatures would let anybody act for any account: only a chain of type Development may have them, and "${spec.name}" is not one`,
      );
    }
    return new Chain(options, await openDatabase(options));
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

  /** What is kept of old states and blocks. */
  get pruning(): Pruning {
    return this.#database.pruning;
  }

  /** The lowest number, apart from genesis, of a block whose extrinsics are kept. */
  get firstBody(): number {
    return this.#database.firstBody();
  }

  /** Whether the state after a block is kept. */
  keepsState(block: Header): boolean {
    return equalBytes(block.hash, this.#head.hash) || this.#database.keepsState(block.hash);
  }

  /** Root of the state after a block, to read from `trieStore`. Throws `NodeError` `StateDiscarded`. */
  stateRootAt(block: Header): Uint8Array {
    if (this.keepsState(block)) return block.stateRoot;
    throw new NodeError('StateDiscarded', `State already discarded for ${toHex(block.hash)}`);
  }

  /** Root of a child of the state after a block, undefined when it has no keys. Throws as `stateRootAt`. */
  childRootAt(block: Header, name: Uint8Array): Uint8Array | undefined {
    return this.stateAt(block).get(childRootKey(name));
  }

  /**
   * The state after a block, to read or to run something on that is then forgotten. Throws as `stateRootAt`.
   *
   * @param mockSignatures whether a call on it takes mock signatures
   */
  stateAt(block: Header = this.#head, mockSignatures = this.#mockSignatures): Overlay {
    const version = stateVersionOf(this.runtime);
    const root = this.stateRootAt(block);
    const state = new Overlay(this.trieStore, root, version, mockSignatures, this.#latest);
    this.letVerify(state);
    return state;
  }

  /** Signatures are verified as on all states of this chain. */
  letVerify(state: Overlay): void {
    if (this.#verifySignature) state.verifySignature = this.#verifySignature;
    else delete state.verifySignature;
  }

  /** Keeps the state after a block from being pruned until the returned function is called. */
  pinState(block: Header): () => void {
    this.stateRootAt(block);
    return this.#database.pinState(block.hash);
  }

  /** Runs a runtime API function on the state after a block. Throws `RuntimeApiError`, or what the database says. */
  call(method: string, args: Uint8Array, block: Header = this.#head): Uint8Array {
    try {
      return this.runtime.call(method, args, this.stateAt(block));
    } catch (error) {
      throw databaseFault(error) ?? error;
    }
  }

  /** Stores a block on top of the head and makes it the head. */
  async append(block: BuiltBlock): Promise<void> {
    await this.#database.writeBlock(block);
    this.trieStore.advance(block);
    this.#latest.advance(block.header.stateRoot, block.written);
    this.#head = block.header;
    this.#blocks.tell(block);
  }

  /**
   * Goes to another block that was made before, an earlier one or one that was left: blocks are built on it from now on.
   *
   * @throws NodeError `StateDiscarded`
   */
  async moveHead(target: Header): Promise<void> {
    await this.#database.lateState.settle(); // which may forget an old state
    this.stateRootAt(target);
    await this.#database.moveHead(target, this.#head);
    this.#latest.restart(target.stateRoot);
    this.#head = target;
    this.#moves.tell();
  }

  /** Remembers the head, and with it the whole state; returns the id to come back by. */
  snapshot(): string {
    return this.#snapshots.add(this.#head, this.pinState(this.#head));
  }

  /**
   * Goes back to where a snapshot was taken. It and all that were taken after it are used up.
   *
   * @throws NodeError `UnknownSnapshot`
   */
  async revert(id: string): Promise<void> {
    await this.moveHead(this.#snapshots.get(id));
    this.#snapshots.dropFrom(id);
  }

  /** Calls the listener when the head has moved by hand, not by a new block, until the returned function is called. */
  onMove(listener: () => void): () => void {
    return this.#moves.add(listener);
  }

  /** Calls the listener after each new block, until the returned function is called. */
  onBlock(listener: (block: NewBlock) => void): () => void {
    return this.#blocks.add(listener);
  }

  async close(): Promise<void> {
    this.#blocks.clear();
    this.#moves.clear();
    await this.#database.leave();
  }
}
