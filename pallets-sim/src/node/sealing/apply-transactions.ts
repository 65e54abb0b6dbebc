import { RuntimeApiError } from '../../runtime/api.ts';
import type { Chain } from '../chain/chain.ts';
import { databaseFault } from '../database/database-fault.ts';
import { messageOf } from '../errors.ts';
import { describeValidityError } from '../pool/validity.ts';
import type { Overlay } from '../state/overlay.ts';
import { applyExtrinsic } from './apply-extrinsic.ts';
import type { BuildEnd } from './build-report.ts';

/** After a transaction did not fit, this many more are tried for the room that is left. */
const MOST_SKIPPED = 8;

/** A transaction as a block takes it. */
export interface BlockTransaction {
  /** In hex. */
  readonly hash: string;
  readonly bytes: Uint8Array;
}

/** Transactions in the order in which a block tries them. */
export interface TransactionOrder<T extends BlockTransaction> {
  next(): T | undefined;
  /** The transaction is in the block. */
  applied(transaction: T): void;
}

/** A transaction that is invalid after all, or (`crash`) on which the runtime failed. */
export interface FailedTransaction<T extends BlockTransaction> {
  readonly transaction: T;
  readonly reason: string;
  /** What the runtime threw, if it crashed. */
  readonly crash?: unknown;
}

/**
 * Applies transactions in their order until the block is full. One that fails changes nothing. What the database says
 * is no fault of a transaction, and is thrown.
 */
export function applyTransactions<T extends BlockTransaction>(
  chain: Chain,
  state: Overlay,
  transactions: TransactionOrder<T>,
): { included: T[]; failed: FailedTransaction<T>[]; end: BuildEnd } {
  const included: T[] = [];
  const failed: FailedTransaction<T>[] = [];
  let skipped = 0;
  for (let next = transactions.next(); next && skipped < MOST_SKIPPED; next = transactions.next()) {
    const outcome = applyTransaction(chain, state, next);
    if (outcome === 'included') {
      included.push(next);
      transactions.applied(next);
    } else if (outcome === 'full') {
      skipped++;
    } else {
      failed.push({ transaction: next, ...outcome });
    }
  }
  return { included, failed, end: skipped > 0 ? 'hit_block_weight_limit' : 'no_more_transactions' };
}

function applyTransaction(
  chain: Chain,
  state: Overlay,
  transaction: BlockTransaction,
): 'included' | 'full' | { readonly reason: string; readonly crash?: unknown } {
  const depth = state.depth;
  state.startTransaction();
  try {
    const applied = applyExtrinsic(chain.runtime, transaction.bytes, state);
    if (applied.included) {
      state.commit();
      return 'included';
    }
    state.rollbackTo(depth);
    if (applied.error.reason === 'ExhaustsResources') return 'full';
    return { reason: describeValidityError(applied.error) };
  } catch (error) {
    const fault = databaseFault(error);
    if (fault) throw fault; // another node would take it
    // The policy: whatever one extrinsic does to the runtime, the block goes on without it.
    state.rollbackTo(depth);
    const isUnreadable = error instanceof RuntimeApiError && error.code === 'BadArguments';
    return { reason: messageOf(error), ...(isUnreadable ? {} : { crash: error }) };
  }
}
