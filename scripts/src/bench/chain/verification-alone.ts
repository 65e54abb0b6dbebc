import { VerifierThread } from '@plumbline/pallets-sim/node/signatures/thread';
import type { SignatureClaim } from '@plumbline/pallets-sim/runtime/api';

/** Small, so that all threads end at about the same time; a message to a thread costs next to nothing beside it. */
const BATCH = 16;

/** Verifies signatures in the threads that the node uses, with nothing else to do. */
export class VerificationAlone {
  readonly #claims: readonly SignatureClaim[];
  readonly #threads: readonly VerifierThread[];
  #next = 0;

  private constructor(claims: readonly SignatureClaim[], threads: readonly VerifierThread[]) {
    this.#claims = claims;
    this.#threads = threads;
  }

  /** @param claims true ones; more than a batch of them */
  static async start(claims: readonly SignatureClaim[], threads: number): Promise<VerificationAlone> {
    const started = Array.from({ length: threads }, () => new VerifierThread());
    await Promise.all(started.map((thread) => thread.up()));
    return new VerificationAlone(claims, started);
  }

  /** How many signatures all threads together verify in a second, measured for so many milliseconds. */
  async rate(forMs: number): Promise<number> {
    const began = performance.now();
    const rates = await Promise.all(
      this.#threads.map((thread) => this.#rateOf(thread, began, began + forMs)),
    );
    return rates.reduce((sum, rate) => sum + rate, 0);
  }

  /** Two batches are under way until the time is over, so that the thread never waits for the next. */
  async #rateOf(thread: VerifierThread, began: number, until: number): Promise<number> {
    const underWay = [this.#batch(thread), this.#batch(thread)];
    let verified = 0;
    for (let batch = underWay.shift(); batch; batch = underWay.shift()) {
      const results = await batch;
      if (!results.every((isTrue) => isTrue === 1)) throw new Error('a signature was found to be wrong');
      verified += results.length;
      if (performance.now() < until) underWay.push(this.#batch(thread));
    }
    return (verified * 1000) / (performance.now() - began);
  }

  #batch(thread: VerifierThread): Promise<Uint8Array> {
    if (this.#next + BATCH > this.#claims.length) this.#next = 0;
    this.#next += BATCH;
    return thread.verify(this.#claims.slice(this.#next - BATCH, this.#next));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.stop()));
  }
}
