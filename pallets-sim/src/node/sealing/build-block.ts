import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import type { Header } from '../block/header.ts';
import { decodeHeader } from '../block/header.ts';
import { concatBytes } from '../bytes.ts';
import type { BuiltBlock, Chain } from '../chain/chain.ts';
import { messageOf, NodeError } from '../errors.ts';
import type { BestFirst } from '../pool/best-first.ts';
import type { PooledTransaction } from '../pool/transaction.ts';
import { decodeApplyResult, describeValidityError } from '../pool/validity.ts';
import { compact, u64Bytes, vecOf, withLength } from '../scale.ts';
import type { Overlay } from '../state/overlay.ts';

/** Inherent identifier of the time, in milliseconds since 1970. */
const TIMESTAMP = new TextEncoder().encode('timstap0');

/** After a transaction did not fit, this many more are tried for the room that is left. */
const MOST_SKIPPED = 8;

export interface BlockBuild {
  readonly block: BuiltBlock;
  /** Transactions that are in the block. */
  readonly included: number;
  readonly failed: readonly FailedTransaction[];
}

/** A transaction that is invalid after all, or (`crashed`) on which the runtime failed. */
export interface FailedTransaction {
  readonly transaction: PooledTransaction;
  readonly reason: string;
  readonly crashed: boolean;
}

/** The header that a block on top of `parent` is begun with: no roots yet. */
export function openingHeader(parent: Header): Uint8Array {
  return concatBytes(parent.hash, compact(parent.number + 1), new Uint8Array(64), Uint8Array.of(0));
}

/** `InherentData` with the clock's time. The runtime sees to it that each block is later than the one before. */
function inherentData(clockMs: number): Uint8Array {
  return vecOf([concatBytes(TIMESTAMP, withLength(u64Bytes(BigInt(clockMs))))]);
}

/**
 * Builds a block on top of the head: inherents, then transactions in their order until the block is full. Nothing is
 * stored. A transaction that fails or makes the runtime fail is left out and changes nothing.
 *
 * @throws NodeError `RuntimeFailed` when the block itself cannot be begun or finished
 */
export function buildBlock(chain: Chain, transactions: BestFirst, clockMs: number): BlockBuild {
  const state = chain.stateAt();
  const call = (method: string, args: Uint8Array): Uint8Array => {
    try {
      return chain.runtime.call(method, args, state);
    } catch (error) {
      throw new NodeError(
        'RuntimeFailed',
        `cannot build block ${chain.head.number + 1}: ${messageOf(error)}`,
        error,
      );
    }
  };
  const onlyInherents = call('Core_initialize_block', openingHeader(chain.head))[0] === 1;
  const body: Uint8Array[] = [];
  const inherents = new ScaleReader(call('BlockBuilder_inherent_extrinsics', inherentData(clockMs)));
  for (let left = inherents.length(); left > 0; left--) {
    const inherent = withLength(inherents.take(inherents.length()));
    const applied = decodeApplyResult(call('BlockBuilder_apply_extrinsic', inherent));
    if (!applied.included) {
      const reason = describeValidityError(applied.error);
      throw new NodeError(
        'RuntimeFailed',
        `cannot build block ${chain.head.number + 1}: an inherent is refused: ${reason}`,
      );
    }
    body.push(inherent);
  }
  const { included, failed } = onlyInherents
    ? { included: [], failed: [] }
    : applyTransactions(chain, state, transactions);
  body.push(...included);
  const header = decodeHeader(call('BlockBuilder_finalize_block', new Uint8Array()));
  const { preimages } = state.commitTrie();
  const block = { header, body, preimages, writtenKeys: state.writtenKeys() };
  return { block, included: included.length, failed };
}

function applyTransactions(
  chain: Chain,
  state: Overlay,
  transactions: BestFirst,
): { included: Uint8Array[]; failed: FailedTransaction[] } {
  const included: Uint8Array[] = [];
  const failed: FailedTransaction[] = [];
  let skipped = 0;
  for (let next = transactions.next(); next && skipped < MOST_SKIPPED; next = transactions.next()) {
    const outcome = applyTransaction(chain, state, next);
    if (outcome === 'included') {
      included.push(next.bytes);
      transactions.applied(next);
    } else if (outcome === 'full') {
      skipped++;
    } else {
      failed.push({ transaction: next, ...outcome });
    }
  }
  return { included, failed };
}

function applyTransaction(
  chain: Chain,
  state: Overlay,
  transaction: PooledTransaction,
): 'included' | 'full' | { readonly reason: string; readonly crashed: boolean } {
  const depth = state.depth;
  state.startTransaction();
  try {
    const answer = chain.runtime.call('BlockBuilder_apply_extrinsic', transaction.bytes, state);
    const applied = decodeApplyResult(answer);
    if (applied.included) {
      state.commit();
      return 'included';
    }
    state.rollbackTo(depth);
    if (applied.error.reason === 'ExhaustsResources') return 'full';
    return { reason: describeValidityError(applied.error), crashed: false };
  } catch (error) {
    // The policy: whatever one extrinsic does to the runtime, the block goes on without it.
    state.rollbackTo(depth);
    return { reason: messageOf(error), crashed: true };
  }
}
