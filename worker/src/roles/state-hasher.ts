import { Worker } from 'node:worker_threads';
import { RoleError } from './errors.ts';
import type { Alteration, HashedState } from './hashed-state.ts';

interface Waiting {
  readonly resolve: (state: HashedState) => void;
  readonly reject: (why: unknown) => void;
}

/** Hashes the states of one training in a thread of its own, while the training goes on. */
export class StateHasher {
  readonly #thread = new Worker(new URL('./state-hasher-thread.ts', import.meta.url));
  readonly #waiting: Waiting[] = [];
  #failed: unknown;

  constructor() {
    this.#thread.on('message', (state: HashedState) => this.#waiting.shift()?.resolve(state));
    this.#thread.on('error', (thrown) => this.#fail(thrown));
    this.#thread.on('exit', () =>
      this.#fail(new RoleError('HasherEnded', 'the thread that hashes states has ended')),
    );
  }

  /** The state with its hashes. Its tensors go to the thread and come back in the result: use those. */
  hash(state: readonly Uint8Array[], alteration?: Alteration): Promise<HashedState> {
    return new Promise((resolve, reject) => {
      if (this.#failed !== undefined) {
        reject(this.#failed);
        return;
      }
      this.#waiting.push({ resolve, reject });
      this.#thread.postMessage(
        { state, alteration },
        state.map(({ buffer }) => buffer as ArrayBuffer),
      );
    });
  }

  /** Ends the thread; states that it has not given back yet are given up. */
  async stop(): Promise<void> {
    await this.#thread.terminate();
  }

  #fail(why: unknown): void {
    this.#failed ??= why;
    for (const { reject } of this.#waiting.splice(0)) reject(why);
  }
}
