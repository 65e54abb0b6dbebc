import type { Logger } from 'pino';
import type { SignatureClaim } from '../../runtime/api.ts';
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

/** A transaction whose signatures are being verified. */
export interface Arrival {
  readonly submitted: Submitted;
  /** It as it goes into the pool; undefined when it does not, whatever the signatures are. */
  readonly transaction: PooledTransaction | undefined;
  readonly refusal: unknown;
  /** What is not known to be true yet. */
  readonly open: readonly SignatureClaim[];
}

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

  /** What the runtime says when it is told that signatures are right; its answer stands when they are. */
  begin(submitted: Submitted): Arrival {
    this.#counts.validationsScheduled++;
    const { valid, refusal, open } = validateTrusting(
      this.#chain,
      this.#states,
      this.#verifier,
      submitted.bytes,
    );
    const transaction = valid && placed(submitted, valid, this.#chain.head.number);
    return { submitted: transaction ?? submitted, transaction, refusal, open };
  }

  /** Whether all claims are true. Does not reject. */
  verify(open: readonly SignatureClaim[]): Promise<boolean> {
    return this.#verifier ? this.#verifier.checkAll(open) : Promise.resolve(true);
  }

  /**
   * The transaction, when it is known whether its signatures are right. Throws as `validateAtHead`.
   *
   * @param isCurrent whether an answer by what was the head then still holds
   */
  end(
    { submitted, transaction, refusal }: Arrival,
    areTrue: boolean,
    isCurrent: (transaction: PooledTransaction) => boolean,
  ): PooledTransaction {
    this.#counts.validationsFinished++;
    if (!areTrue) return this.now(submitted);
    if (!transaction) throw this.#logged(submitted, refusal);
    return isCurrent(transaction) ? transaction : this.now(transaction);
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
