import { verifyClaim } from '../../crypto/verify-claim.ts';
import type { SignatureClaim } from '../../runtime/api.ts';
import { ClaimCache } from './claim-cache.ts';
import { VerifierThread } from './thread.ts';

/** Claims that one caller waits for. */
interface Request {
  readonly claims: readonly SignatureClaim[];
  /** Whether all are true, once it is known. */
  answer: boolean | undefined;
  readonly resolve: (allTrue: boolean) => void;
}

/**
 * So many go to a thread together: with fewer, going there costs more, and more of them are long answered when all are.
 * What the threads have before them stays as long, so that none is done while another, which shares its core with the
 * node, has much left.
 */
const [LEAST_SHARE, MOST_SHARE] = [4, 64];

export interface VerifierOptions {
  /** Threads that verify; with 0 everything is verified where it is asked. */
  readonly threads: number;
  /** How many answers are remembered. */
  readonly remembered: number;
  /** Hears of a thread that has failed; the others go on, and without any the node verifies by itself. */
  readonly onFailure?: (error: unknown) => void;
}

/**
 * Verifies signatures, each once: in threads when they are to be had, and remembers the answers for when the runtime
 * asks again. What is asked first is answered first.
 */
export class SignatureVerifier {
  readonly #options: VerifierOptions;
  readonly #cache: ClaimCache;
  #threads: VerifierThread[] = [];
  /** Asked in this turn of the event loop, not with a thread yet. */
  #fresh: Request[] = [];
  readonly #waiting: Request[] = [];
  #flush: NodeJS.Immediate | undefined;

  constructor(options: VerifierOptions) {
    this.#options = options;
    this.#cache = new ClaimCache(options.remembered);
  }

  /** Starts the threads; until they are up, signatures are verified where they are asked for. */
  start(): void {
    this.#threads = Array.from({ length: this.#options.threads }, () => new VerifierThread());
  }

  /** Resolves when the threads are up. */
  async up(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.up()));
  }

  /** Ends the threads. Who still waits is answered by this thread. */
  async stop(): Promise<void> {
    await Promise.all(this.#threads.splice(0).map((thread) => thread.stop()));
  }

  /** Whether the claim is true: known from before, or verified here and now. */
  readonly check = (claim: SignatureClaim): boolean => {
    const known = this.#cache.get(claim);
    if (known !== undefined) return known;
    const isTrue = verifyClaim(claim);
    this.#cache.set(claim, isTrue);
    return isTrue;
  };

  /** Whether the claim is true, if that can be said without making a thread work; undefined otherwise. */
  lookup(claim: SignatureClaim): boolean | undefined {
    return this.#cache.get(claim) ?? (this.#threads.some(({ isUp }) => isUp) ? undefined : this.check(claim));
  }

  /** Verifies claims in threads. Resolves to whether all are true, after all that was asked before is answered. */
  checkAll(claims: readonly SignatureClaim[]): Promise<boolean> {
    return new Promise((resolve) => {
      const request: Request = { claims, answer: undefined, resolve };
      this.#waiting.push(request);
      this.#fresh.push(request);
      this.#flush ??= setImmediate(() => this.#distribute());
    });
  }

  #distribute(): void {
    this.#flush = undefined;
    const requests = this.#fresh;
    this.#fresh = [];
    const threads = this.#threads.filter(({ isUp }) => isUp);
    const even = Math.ceil(requests.length / Math.max(1, threads.length));
    const size = Math.min(Math.max(even, LEAST_SHARE), MOST_SHARE);
    for (let from = 0; from < requests.length; from += size) {
      const share = requests.slice(from, from + size);
      const idlest = threads.toSorted((a, b) => a.pending - b.pending)[0];
      if (idlest) void this.#ask(idlest, share);
      else this.#verifyHere(share);
    }
  }

  async #ask(thread: VerifierThread, share: readonly Request[]): Promise<void> {
    const claims = share.flatMap((request) => request.claims);
    try {
      const results = await thread.verify(claims);
      let next = 0;
      for (const request of share) {
        request.answer = true;
        for (const claim of request.claims) {
          const isTrue = results[next++] === 1;
          this.#cache.set(claim, isTrue);
          request.answer &&= isTrue;
        }
      }
      this.#answer();
    } catch (error) {
      // The policy: a thread that is gone is done without, since this one can do the same.
      if (this.#threads.includes(thread)) {
        this.#threads = this.#threads.filter((other) => other !== thread);
        this.#options.onFailure?.(error);
      }
      this.#verifyHere(share);
    }
  }

  #verifyHere(share: readonly Request[]): void {
    for (const request of share) request.answer = request.claims.map(this.check).every(Boolean);
    this.#answer();
  }

  /** Answers those from the front whose answers are known. */
  #answer(): void {
    let answered = 0;
    for (const { answer, resolve } of this.#waiting) {
      if (answer === undefined) break;
      resolve(answer);
      answered++;
    }
    this.#waiting.splice(0, answered);
  }
}
