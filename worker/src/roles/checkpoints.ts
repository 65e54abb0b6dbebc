import type { Hash } from '@plumbline/verification/hash/blake2b';
import type { PhiloxKey } from '@plumbline/verification/random/philox';
import type { BlobStore } from '../storage/blob-store.ts';
import { StateKeeper } from './state-keeper.ts';

/** The right root of a checkpoint, the altered one (of the initial state the same), and where it is altered. */
export interface CheckpointRoots {
  readonly root: Hash;
  readonly altered: Hash;
  readonly candidate: number;
}

export interface CheckpointsOptions {
  readonly store: BlobStore;
  /** For whom the tensors of the states are stored. */
  readonly owner: string;
  /** For whom the lists of the tensors are: without its list nobody can ask for a state. */
  readonly sealedOwner: string;
  /** What the checkpoints are altered by. */
  readonly key: PhiloxKey;
  readonly signal?: AbortSignal;
}

/**
 * The checkpoints of one training. Each is hashed and stored in another thread while training goes on; there is never
 * more than one on its way, so what is held in memory is bounded and their order is kept.
 */
export class Checkpoints {
  readonly #options: CheckpointsOptions;
  readonly #keeper: StateKeeper;
  #last: Promise<void> = Promise.resolve();
  /** Tensors of an earlier checkpoint, which nobody needs any more. */
  #spare: readonly Uint8Array[] | undefined;

  constructor(options: CheckpointsOptions) {
    this.#options = options;
    this.#keeper = new StateKeeper(options);
  }

  /**
   * Takes the state that `snapshot` copies, once the checkpoint before is stored; rejects when that failed. The copy may
   * be written into the tensors that `snapshot` is given, if any: memory that is new costs as much as the copy. `stored` is
   * called with its roots as soon as every byte is in the store, after that of the checkpoint before has ended. What is
   * in the store outlives this process; if it is to outlive the machine's going down, `sync` has to be awaited first.
   */
  async take(
    checkpoint: number,
    snapshot: (spare: readonly Uint8Array[] | undefined) => readonly Uint8Array[],
    stored: (roots: CheckpointRoots) => Promise<void>,
  ): Promise<void> {
    await this.#last;
    this.#options.signal?.throwIfAborted();
    const state = snapshot(this.#spare);
    this.#spare = undefined;
    this.#last = this.#keep(checkpoint, state, stored);
    // Whoever comes next learns of a failure; until then it is nobody's.
    this.#last.catch(() => undefined);
  }

  /** Everything taken is stored; rejects when that failed. */
  async finished(): Promise<void> {
    await this.#last;
  }

  /** Waits until the checkpoint that was stored last is on the disk itself. */
  sync(): Promise<void> {
    return this.#keeper.sync();
  }

  /** Waits for what is on its way, and ends the thread. Nothing is written afterwards. */
  async stop(): Promise<void> {
    await this.#last.catch(() => undefined);
    await this.#keeper.stop();
  }

  async #keep(
    checkpoint: number,
    state: readonly Uint8Array[],
    stored: (roots: CheckpointRoots) => Promise<void>,
  ): Promise<void> {
    const { key, signal } = this.#options;
    const { root, altered } = await this.#keeper.hash(state, { key, checkpoint });
    signal?.throwIfAborted();
    const spare = await this.#keeper.store();
    this.#spare = spare.length > 0 ? spare : undefined;
    signal?.throwIfAborted();
    await stored({ root, altered: altered?.root ?? root, candidate: altered?.candidate ?? 0 });
  }
}
