import type { Logger } from 'pino';
import type { ValidTransaction } from '../../runtime/transaction-validity.ts';
import type { Chain } from '../chain/chain.ts';
import { databaseFault } from '../database/database-fault.ts';
import { PoolError } from './errors.ts';
import { HeadState } from './head-state.ts';
import type { PoolCounts } from './pool-counts.ts';
import type { PooledTransaction } from './transaction.ts';
import { type SlowVerifier, validateAtHead, validateTrusting } from './validate.ts';

/** Beyond all block numbers, which are `u32`. */
const FOREVER = 2 ** 32;

type Submitted = Pick<PooledTransaction, 'hash' | 'bytes' | 'arrival'>;

/** Asks the runtime what a transaction is worth. */
export class Judge {
  readonly #chain: Chain;
  readonly #states: HeadState;
  readonly #verifier: SlowVerifier | undefined;
  readonly #log: Logger | undefined;
  readonly #counts: PoolCounts;

  constructor(chain: Chain, parts: { verifier?: SlowVerifier; log?: Logger }, counts: PoolCounts) {
    this.#chain = chain;
    this.#states = new HeadState(chain);
    this.#verifier = parts.verifier;
    this.#log = parts.log;
    this.#counts = counts;
  }

  /** By the state after the head. Throws as `validateAtHead`. */
  now(submitted: Submitted): PooledTransaction {
    this.#counts.validationsScheduled++;
    try {
      const valid = validateAtHead(this.#chain, this.#states, submitted.bytes);
      return placed(submitted, valid, this.#chain.head.number);
    } catch (error) {
      throw this.#logged(submitted, error);
    } finally {
      this.#counts.validationsFinished++;
    }
  }

  /** The same of one that waits: as it was known when nobody can tell, undefined when it is invalid now. */
  again(waiting: PooledTransaction): PooledTransaction | undefined {
    try {
      return this.now(waiting);
    } catch (error) {
      if (error instanceof PoolError) return error.code === 'Unknown' ? waiting : undefined;
      if (databaseFault(error) === undefined) throw error;
      this.#log?.error({ extrinsic: waiting.hash, err: error }, 'the state cannot be read');
      return waiting;
    }
  }

  /**
   * As `now`, with signatures verified in other threads meanwhile.
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
      // The runtime is first told that signatures are right, and its answer stands when they are.
      const trusting = validateTrusting(this.#chain, this.#states, this.#verifier, submitted.bytes);
      if (trusting.open.length > 0 && !(await this.#verifier.checkAll(trusting.open))) {
        valid = validateAtHead(this.#chain, this.#states, submitted.bytes);
      } else if (trusting.valid) valid = trusting.valid;
      else throw trusting.refusal;
    } catch (error) {
      throw this.#logged(submitted, error);
    } finally {
      this.#counts.validationsFinished++;
    }
    return isCurrent(valid, number) ? placed(submitted, valid, number) : this.now(submitted);
  }

  /** The error, of which the log has the stack when the runtime failed: who submitted it learns the reason only. */
  #logged({ hash }: Submitted, error: unknown): unknown {
    if (error instanceof PoolError && error.code === 'Verification') {
      this.#log?.error({ extrinsic: hash, err: error.cause }, 'the runtime crashed on an extrinsic');
    }
    return error;
  }
}

function placed(
  { hash, bytes, arrival }: Submitted,
  { priority, requires, provides, longevity }: ValidTransaction,
  validatedAt: number,
): PooledTransaction {
  const validTill = Math.min(validatedAt + Number(longevity), FOREVER);
  return { hash, bytes, arrival, priority, requires, provides, validTill, validatedAt };
}
