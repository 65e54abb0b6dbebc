import type { Chain } from '../chain/chain.ts';
import { PoolError } from './errors.ts';
import { HeadState } from './head-state.ts';
import type { PoolCounts } from './pool-counts.ts';
import type { PooledTransaction } from './transaction.ts';
import { type SlowVerifier, validateAtHead, validateInThreads } from './validate.ts';
import type { ValidTransaction } from './validity.ts';

/** Beyond all block numbers, which are `u32`. */
const FOREVER = 2 ** 32;

type Submitted = Pick<PooledTransaction, 'hash' | 'bytes' | 'arrival'>;

/** Asks the runtime what a transaction is worth. */
export class Judge {
  readonly #chain: Chain;
  readonly #states: HeadState;
  readonly #verifier: SlowVerifier | undefined;
  readonly #counts: PoolCounts;

  constructor(chain: Chain, verifier: SlowVerifier | undefined, counts: PoolCounts) {
    this.#chain = chain;
    this.#states = new HeadState(chain);
    this.#verifier = verifier;
    this.#counts = counts;
  }

  /** By the state after the head. Throws `PoolError`. */
  now(submitted: Submitted): PooledTransaction {
    this.#counts.validationsScheduled++;
    try {
      const valid = validateAtHead(this.#chain, this.#states, submitted.bytes);
      return placed(submitted, valid, this.#chain.head.number);
    } finally {
      this.#counts.validationsFinished++;
    }
  }

  /** The same of one that waits: as it was known when the runtime cannot tell, undefined when it is invalid now. */
  again(waiting: PooledTransaction): PooledTransaction | undefined {
    try {
      return this.now(waiting);
    } catch (error) {
      if (!(error instanceof PoolError)) throw error;
      return error.code === 'Unknown' ? waiting : undefined;
    }
  }

  /**
   * As `now`, with signatures verified in other threads meanwhile. Throws `PoolError`.
   *
   * @param isCurrent whether an answer by what was the head then still holds
   */
  async inThreads(
    submitted: Submitted,
    isCurrent: (valid: ValidTransaction, validatedAt: number) => boolean,
  ): Promise<PooledTransaction> {
    if (!this.#verifier) return this.now(submitted);
    const { number } = this.#chain.head;
    this.#counts.validationsScheduled++;
    let valid: ValidTransaction;
    try {
      valid = await validateInThreads(this.#chain, this.#states, this.#verifier, submitted.bytes);
    } finally {
      this.#counts.validationsFinished++;
    }
    return isCurrent(valid, number) ? placed(submitted, valid, number) : this.now(submitted);
  }
}

function placed(
  { hash, bytes, arrival }: Submitted,
  { priority, requires, provides, longevity }: ValidTransaction,
  validatedAt: number,
): PooledTransaction {
  const validTill = Math.min(validatedAt + longevity, FOREVER);
  return { hash, bytes, arrival, priority, requires: new Set(requires), provides, validTill, validatedAt };
}
