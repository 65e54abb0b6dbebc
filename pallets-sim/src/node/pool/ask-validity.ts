import type { TransactionValidity } from '../../runtime/transaction-validity.ts';
import { concatBytes } from '../bytes.ts';
import type { Chain } from '../chain/chain.ts';
import type { Overlay } from '../state/overlay.ts';
import { decodeValidity } from './validity.ts';

/** Where a transaction comes from, as `TransactionSource` encodes it. */
const SOURCES = { InBlock: Uint8Array.of(0), External: Uint8Array.of(2) };

/**
 * What the runtime says of an extrinsic on top of a block, on the state after that block: by the shorter way where the
 * runtime has one.
 *
 * @throws RuntimeApiError
 */
export function askValidity(
  { runtime }: Pick<Chain, 'runtime'>,
  source: keyof typeof SOURCES,
  extrinsic: Uint8Array,
  blockHash: Uint8Array,
  state: Overlay,
): TransactionValidity {
  if (runtime.validateTransaction) return runtime.validateTransaction(extrinsic, blockHash, state);
  const args = concatBytes(SOURCES[source], extrinsic, blockHash);
  return decodeValidity(runtime.call('TaggedTransactionQueue_validate_transaction', args, state));
}
