import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Runtime, SignatureClaim } from '../../runtime/api.ts';
import type { Header } from '../block/header.ts';
import { equalBytes } from '../bytes.ts';
import type { ChainSpec } from '../chain-spec/chain-spec.ts';
import { type BlockRecord, ChainDatabase } from '../database/chain-database.ts';
import { checkDatabase } from '../database/check.ts';
import { defaultPruning, type Pruning } from '../database/pruning-mode.ts';
import { NodeError } from '../errors.ts';
import { childRootKey } from '../state/child-root-key.ts';
import { LatestValues } from '../state/latest-values.ts';
import { Overlay } from '../state/overlay.ts';
import { TrieStore } from '../trie/trie-store.ts';
import { buildGenesis, stateVersionOf } from './genesis.ts';
import { Snapshots } from './snapshots.ts';
import { startRecord } from './start-record.ts';
import type { StateDump } from './state-file.ts';

/** A block that has just become the head. */
export interface NewBlock {
  readonly header: Header;
  readonly body: readonly Uint8Array[];
  /** What the block wrote, by key (`mapKey`), with undefined for what it deleted. */
  readonly written: ReadonlyMap<string, Uint8Array | undefined>;
}

/** A block that was built and is not part of the chain yet. */
export interface BuiltBlock extends BlockRecord {
  readonly written: ReadonlyMap<string, Uint8Array | undefined>;
}

export interface ChainOptions {
  readonly folder: string;
  readonly spec: ChainSpec;
  readonly runtime: Runtime;
  /** What is kept of old states and blocks; see `defaultPruning` and `ChainDatabase.open`. */
  readonly pruning?: Partial<Pruning> | undefined;
  /** Whether a block is only there when the disk has it (which outlives a loss of power); yes unless said. */
  readonly isSynced?: boolean | undefined;
  /** Where a new chain begins instead of at its genesis; an old one goes on where it is. */
  readonly start?: StateDump | undefined;
  /** Whether a mock signature stands for that of any account: only on chains of type Development. */
  readonly mockSignatures?: boolean | undefined;
  /** Answers for the runtime whether signatures are right; without it, the runtime verifies them itself. */
  readonly verifySignature?: VerifySignature | undefined;
  /** Told what a listener has thrown; unless given, the process ends as after any error that nobody catches. */
  readonly onListenerError?: ((error: unknown) => void) | undefined;
}

export type VerifySignature = (claim: SignatureClaim) => boolean;

/** The chain: its blocks, the state at each of them, and the runtime that says what they mean. */
export class Chain {
  readonly runtime: Runtime;
  readonly spec: ChainSpec;
  readonly genesisHash: Uint8Array;
  readonly trieStore: TrieStore;
  readonly #database: ChainDatabase;
  readonly #listeners = new Set<(block: NewBlock) => void>();
  readonly #moveListeners = new Set<() => void>();
  readonly #snapshots = new Snapshots<Header>();
  readonly #mockSignatures: boolean;
  readonly #verifySignature: VerifySignature | undefined;
  readonly #onListenerError: (error: unknown) => void;
  readonly #latest: LatestValues;
  #head: Header;

  private constructor(
    parts: {
      runtime: Runtime;
      spec: ChainSpec;
      database: ChainDatabase;
      trieStore: TrieStore;
      mockSignatures: boolean;
      verifySignature: VerifySignature | undefined;
      onListenerError: (error: unknown) => void;
    },
    genesisHash: Uint8Array,
    head: Header,
  ) {
    this.runtime = parts.runtime;
    this.spec = parts.spec;
    this.#database = parts.database;
    this.trieStore = parts.trieStore;
    this.#mockSignatures = parts.mockSignatures;
    this.#verifySignature = parts.verifySignature;
    this.#onListenerError = parts.onListenerError;
    this.genesisHash = genesisHash;
    this.#head = head;
    this.#latest = new LatestValues(head.stateRoot);
  }

  /**
   * Opens the chain in a folder, checking what is there, or begins it with the spec's genesis.
   *
   * @throws NodeError as `ChainDatabase.open`, and `OtherChain` (the folder holds a chain with another genesis),
   * `BadChainSpec`, `BadStateFile`
   */
  static async open(options: ChainOptions): Promise<Chain> {
    const { folder, spec, runtime, pruning, start, isSynced = true, mockSignatures = false } = options;
    if (mockSignatures && spec.chainType !== 'Development') {
      throw new NodeError(
        'BadOption',
        `mock signatures would let anybody act for any account: only a chain of type Development may have them, and "${spec.name}" is not one`,
      );
    }
    const genesis = buildGenesis(spec, runtime);
    const defaults = defaultPruning(spec.chainType === 'Development');
    const database = await ChainDatabase.open(folder, { pruning, defaults, isSynced });
    try {
      const trieStore = new TrieStore((hash) => database.preimage(hash));
      let head = checkDatabase(database, trieStore);
      if (!head) {
        const first =
          start && start.header.number > 0 ? startRecord(start, genesis.header.hash, runtime) : genesis;
        if (first !== genesis) await database.writeStart(genesis, first.header);
        await database.writeBlock(first);
        head = first.header;
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
      const { verifySignature, onListenerError = throwLater } = options;
      const parts = { runtime, spec, database, trieStore, mockSignatures, verifySignature, onListenerError };
      return new Chain(parts, genesis.header.hash, head);
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

  /** Runs a runtime API function on the state after a block. Throws `RuntimeApiError`. */
  call(method: string, args: Uint8Array, block: Header = this.#head): Uint8Array {
    return this.runtime.call(method, args, this.stateAt(block));
  }

  /** Stores a block on top of the head and makes it the head. */
  async append(block: BuiltBlock): Promise<void> {
    await this.#database.writeBlock(block);
    this.trieStore.remember(block.preimages);
    this.#latest.advance(block.header.stateRoot, block.written);
    this.#head = block.header;
    this.#tell(this.#listeners, (listener) => listener(block));
  }

  /**
   * Goes to another block that was made before, an earlier one or one that was left: blocks are built on it from now on.
   *
   * @throws NodeError `StateDiscarded`
   */
  async moveHead(target: Header): Promise<void> {
    this.stateRootAt(target);
    await this.#database.moveHead(target, this.#head);
    this.#latest.restart(target.stateRoot);
    this.#head = target;
    this.#tell(this.#moveListeners, (listener) => listener());
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
    this.#moveListeners.add(listener);
    return () => this.#moveListeners.delete(listener);
  }

  /** Calls the listener after each new block, until the returned function is called. */
  onBlock(listener: (block: NewBlock) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The head has moved whatever a listener makes of it: one that throws keeps nobody from being told. */
  #tell<L>(listeners: Iterable<L>, tell: (listener: L) => void): void {
    for (const listener of listeners) {
      try {
        tell(listener);
      } catch (error) {
        this.#onListenerError(error);
      }
    }
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    this.#moveListeners.clear();
    await this.#database.close();
  }
}

function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
