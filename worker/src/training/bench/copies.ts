import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ExecutorOptions } from '../execute/step-executor.ts';

/** Calls of the other copy, and those that it has done: words on different cache lines. */
export const CALLED = 0;
export const DONE = 16;

export interface CopyData extends Pick<ExecutorOptions, 'program' | 'dataset' | 'rows' | 'seed'> {
  /** Steps of a call. */
  readonly steps: number;
  readonly words: SharedArrayBuffer;
}

/** A training that another thread does with one thread of its own, for nothing but that it does it at the same time. */
export class Copy {
  readonly #thread: Worker;
  readonly #words: Int32Array;

  private constructor(thread: Worker, words: SharedArrayBuffer) {
    this.#thread = thread;
    this.#words = new Int32Array(words);
  }

  static async start(options: Omit<CopyData, 'words'>): Promise<Copy> {
    const words = new SharedArrayBuffer(2 * DONE * Int32Array.BYTES_PER_ELEMENT);
    const workerData: CopyData = { ...options, words };
    const thread = new Worker(new URL('./copy-thread.ts', import.meta.url), { workerData });
    await once(thread, 'message');
    return new Copy(thread, words);
  }

  /** Does `work` here while the other copy makes its steps, and waits for both. */
  beside(work: () => void): void {
    const call = Atomics.add(this.#words, CALLED, 1);
    Atomics.notify(this.#words, CALLED);
    work();
    Atomics.wait(this.#words, DONE, call);
  }

  async stop(): Promise<void> {
    await this.#thread.terminate();
  }
}
