import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { SignatureClaim } from '../../runtime/api.ts';
import { packClaims } from './packed-claims.ts';

interface Batch {
  readonly claims: readonly SignatureClaim[];
  readonly resolve: (results: Uint8Array) => void;
  readonly reject: (why: Error) => void;
}

/** A thread that verifies signatures, in the order in which it is asked. */
export class VerifierThread {
  readonly #worker = new Worker(new URL('./verifier-thread.ts', import.meta.url));
  readonly #batches: Batch[] = [];
  #pending = 0;
  #isUp = false;
  #failure: Error | undefined;

  constructor() {
    this.#worker.once('online', () => {
      this.#isUp = true;
    });
    this.#worker.on('message', (results: Uint8Array) => {
      const batch = this.#batches.shift();
      this.#pending -= results.length;
      batch?.resolve(results);
    });
    this.#worker.on('error', (error: Error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('the thread has ended')));
  }

  /** Whether it runs and can be asked. */
  get isUp(): boolean {
    return this.#isUp && this.#failure === undefined;
  }

  /** How many claims it has before it. */
  get pending(): number {
    return this.#pending;
  }

  /** A byte for each claim, 1 when it is true. Rejects when the thread fails or is stopped before. */
  verify(claims: readonly SignatureClaim[]): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      if (this.#failure) {
        reject(this.#failure);
        return;
      }
      this.#batches.push({ claims, resolve, reject });
      this.#pending += claims.length;
      const packed = packClaims(claims);
      this.#worker.postMessage(packed, [packed.buffer]);
    });
  }

  async up(): Promise<void> {
    if (!this.#isUp && !this.#failure) await once(this.#worker, 'online');
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(why: Error): void {
    this.#failure ??= why;
    for (const { reject } of this.#batches.splice(0)) reject(this.#failure);
    this.#pending = 0;
  }
}
