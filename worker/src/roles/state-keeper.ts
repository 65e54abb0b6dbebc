import { Worker } from 'node:worker_threads';
import type { BlobStore } from '../storage/blob-store.ts';
import { StorageError } from '../storage/database.ts';
import { batchesOf } from '../storage/hashed-blob.ts';
import { RoleError } from './errors.ts';
import type { Alteration, HashedState } from './hashed-state.ts';

export interface StateKeeperOptions {
  readonly store: BlobStore;
  /** For whom the tensors of the states are stored. */
  readonly owner: string;
  /** For whom the lists of the tensors are. */
  readonly sealedOwner: string;
}

/** What the thread is given to join the database by, and for whom it stores. */
export interface KeeperData extends Omit<StateKeeperOptions, 'store'> {
  readonly location: string;
}

/** What is asked of the thread, which answers in that order. */
export type KeeperQuestion =
  | {
      readonly ask: 'hash';
      readonly state: readonly Uint8Array<ArrayBuffer>[];
      readonly alteration: Alteration;
    }
  /** Some tensors of the state that was hashed last; with the last of them the list too. */
  | { readonly ask: 'store'; readonly from: number; readonly to: number }
  /** Everything that was stored last is to be on the disk itself. */
  | { readonly ask: 'sync' }
  | { readonly ask: 'close' };

export type KeeperAnswer =
  | { readonly hashed: StateRoots }
  /** When everything is stored the tensors of the state before come back; of the first there are none. */
  | { readonly stored: readonly Uint8Array[] | undefined }
  | { readonly synced: true }
  | { readonly failed: string };

export type StateRoots = Pick<HashedState, 'root' | 'altered'>;

interface Waiting {
  readonly resolve: (answer: KeeperAnswer) => void;
  readonly reject: (why: unknown) => void;
}

/**
 * Hashes the states of one training and stores them, in a thread of its own while the training goes on. The thread keeps
 * the state before, to see what has changed, and gives it back once there is another.
 */
export class StateKeeper {
  readonly #store: BlobStore;
  readonly #thread: Worker;
  readonly #ended: Promise<void>;
  readonly #waiting: Waiting[] = [];
  #failed: unknown;
  #sizes: readonly number[] = [];

  constructor({ store, owner, sealedOwner }: StateKeeperOptions) {
    this.#store = store;
    const workerData: KeeperData = { location: store.location, owner, sealedOwner };
    this.#thread = new Worker(new URL('./state-keeper-thread.ts', import.meta.url), { workerData });
    this.#thread.on('message', (answer: KeeperAnswer) => this.#answer(answer));
    this.#thread.on('error', (thrown) => this.#fail(thrown));
    this.#ended = new Promise((resolve) => {
      this.#thread.on('exit', () => {
        this.#fail(new RoleError('KeeperEnded', 'the thread that hashes and stores states has ended'));
        resolve();
      });
    });
  }

  /** Hashes a state, whose tensors go to the thread: they are void here. */
  async hash(state: readonly Uint8Array[], alteration: Alteration): Promise<StateRoots> {
    const tensors = state as readonly Uint8Array<ArrayBuffer>[];
    this.#sizes = tensors.map(({ length }) => length);
    const buffers = tensors.map(({ buffer }) => buffer);
    return (await this.#ask<'hashed'>({ ask: 'hash', state: tensors, alteration }, buffers)).hashed;
  }

  /**
   * Stores every byte of the state that was hashed last. Gives back the tensors of the one before, if there was one,
   * which nobody needs any more.
   */
  async store(): Promise<readonly Uint8Array[]> {
    let tensors: readonly Uint8Array[] = [];
    for (const [from, to] of batchesOf(this.#sizes)) {
      const ask = { ask: 'store', from, to } as const;
      tensors = (await this.#store.alone(() => this.#ask<'stored'>(ask))).stored ?? tensors;
    }
    return tensors;
  }

  /** Waits until what was stored last is on the disk itself. */
  async sync(): Promise<void> {
    await this.#ask<'synced'>({ ask: 'sync' });
  }

  /** Ends the thread, which leaves the database first; what it was asked before is still done. */
  async stop(): Promise<void> {
    const question: KeeperQuestion = { ask: 'close' };
    this.#thread.postMessage(question);
    await this.#ended;
  }

  #ask<Kind extends 'hashed' | 'stored' | 'synced'>(
    question: KeeperQuestion,
    transferred: ArrayBuffer[] = [],
  ): Promise<Extract<KeeperAnswer, Record<Kind, unknown>>> {
    return new Promise((resolve, reject) => {
      if (this.#failed !== undefined) {
        reject(this.#failed);
        return;
      }
      this.#waiting.push({ resolve: (answer) => resolve(answer as never), reject });
      this.#thread.postMessage(question, transferred);
    });
  }

  #answer(answer: KeeperAnswer): void {
    const waiting = this.#waiting.shift();
    if (!('failed' in answer)) waiting?.resolve(answer);
    else {
      const message = `a checkpoint cannot be stored (${answer.failed}). Check that the disk of the base path has room and can be written`;
      waiting?.reject(new StorageError('WriteFailed', message));
    }
  }

  #fail(why: unknown): void {
    this.#failed ??= why;
    for (const { reject } of this.#waiting.splice(0)) reject(why);
  }
}
