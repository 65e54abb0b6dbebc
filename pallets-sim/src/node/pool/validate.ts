import { RuntimeApiError } from '../../runtime/api.ts';
import { concatBytes } from '../bytes.ts';
import type { Chain } from '../chain/chain.ts';
import { messageOf } from '../errors.ts';
import { badFormat, PoolError, rejected } from './errors.ts';
import { decodeValidity, type ValidTransaction } from './validity.ts';

/** Where a transaction comes from (`TransactionSource`): from outside, by RPC. */
const EXTERNAL = Uint8Array.of(2);

/** Asks the runtime whether it would take the transaction on top of the head. Throws `PoolError` when it would not. */
export function validateAtHead(chain: Chain, bytes: Uint8Array): ValidTransaction {
  let validity: ReturnType<typeof decodeValidity>;
  try {
    const answer = chain.call(
      'TaggedTransactionQueue_validate_transaction',
      concatBytes(EXTERNAL, bytes, chain.head.hash),
    );
    validity = decodeValidity(answer);
  } catch (error) {
    if (error instanceof RuntimeApiError && error.code === 'BadArguments')
      throw badFormat(error.message, error);
    throw new PoolError(
      'Verification',
      `Verification Error: ${messageOf(error)}`,
      'The runtime failed on this extrinsic. Check that it was built with the metadata of this chain',
      error,
    );
  }
  if (!validity.valid) throw rejected(validity.error);
  if (validity.transaction.provides.length === 0) {
    throw new PoolError(
      'NothingProvided',
      'Transaction cannot be propagated and the local node does not author blocks',
      'It provides no tag, so the pool could never tell that it is in a block',
    );
  }
  return validity.transaction;
}
