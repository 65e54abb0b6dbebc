import type { Hash } from '@plumbline/verification/hash/blake2b';
import type { BlobStore } from '../storage/blob-store.ts';
import { StateHasher } from './state-hasher.ts';

export interface CheckpointsOptions {
  readonly store: BlobStore;
  /** For whom the states are stored. */
  readonly owner: string;
  readonly signal?: AbortSignal;
}

/**
 * The checkpoints of one training. Each is hashed in another thread and stored while training goes on; there is never
 * more than one on its way, so what is held in memory is bounded and their order is kept.
 */
export class Checkpoints {
  readonly #options: CheckpointsOptions;
  readonly #hasher = new StateHasher();
  #last: Promise<void> = Promise.resolve();

  constructor(options: CheckpointsOptions) {
    this.#options = options;
  }

  /**
   * Takes the state that `snapshot` copies, once the checkpoint before is stored; rejects when that failed. `stored` is
   * called with the root as soon as every byte is in the store, after that of the checkpoint before has ended.
   */
  async take(snapshot: () => readonly Uint8Array[], stored: (root: Hash) => Promise<void>): Promise<void> {
    await this.#last;
    this.#options.signal?.throwIfAborted();
    this.#last = this.#keep(snapshot(), stored);
    // Whoever comes next learns of a failure; until then it is nobody's.
    this.#last.catch(() => undefined);
  }

  /** Everything taken is stored; rejects when that failed. */
  async finished(): Promise<void> {
    await this.#last;
  }

  /** Waits for what is on its way, and ends the thread. Nothing is written afterwards. */
  async stop(): Promise<void> {
    await this.#last.catch(() => undefined);
    await this.#hasher.stop();
  }

  async #keep(state: readonly Uint8Array[], stored: (root: Hash) => Promise<void>): Promise<void> {
    const { store, owner, signal } = this.#options;
    const { root, blobs } = await this.#hasher.hash(state);
    signal?.throwIfAborted();
    await store.putAll(owner, blobs);
    signal?.throwIfAborted();
    await stored(root);
  }
}
