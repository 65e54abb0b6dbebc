import { RuntimeApiError, type SignatureClaim } from '../../runtime/api.ts';
import { concatBytes } from '../bytes.ts';
import type { Chain } from '../chain/chain.ts';
import { databaseFault } from '../database/database-fault.ts';
import { messageOf } from '../errors.ts';
import type { SignatureVerifier } from '../signatures/verifier.ts';
import type { Overlay } from '../state/overlay.ts';
import { badFormat, PoolError, rejected } from './errors.ts';
import type { HeadState } from './head-state.ts';
import { decodeValidity, type ValidTransaction } from './validity.ts';

/** Verifies signatures in its own time. */
export type SlowVerifier = Pick<SignatureVerifier, 'lookup' | 'checkAll'>;

/** Where a transaction comes from (`TransactionSource`): from outside, by RPC. */
const EXTERNAL = Uint8Array.of(2);

/**
 * Asks the runtime whether it would take the transaction on top of the head.
 *
 * @throws PoolError when it would not; what the database said when that is why it cannot be asked
 */
export function validateAtHead(chain: Chain, states: HeadState, bytes: Uint8Array): ValidTransaction {
  return validateOn(chain, states, states.get(), bytes);
}

/**
 * The same, with signatures verified in other threads: the runtime is first told that they are right, and its answer
 * stands when they are; otherwise it is asked again.
 */
export async function validateInThreads(
  chain: Chain,
  states: HeadState,
  verifier: SlowVerifier,
  bytes: Uint8Array,
): Promise<ValidTransaction> {
  const open: SignatureClaim[] = [];
  const state = states.get();
  state.verifySignature = (claim) => {
    const known = verifier.lookup(claim);
    if (known === undefined) open.push(claim);
    return known ?? true;
  };
  let valid: ValidTransaction | undefined;
  let refusal: unknown;
  try {
    valid = validateOn(chain, states, state, bytes);
  } catch (error) {
    refusal = error;
  }
  if (open.length > 0 && !(await verifier.checkAll(open))) return validateAtHead(chain, states, bytes);
  if (valid === undefined) throw refusal;
  return valid;
}

function validateOn(chain: Chain, states: HeadState, state: Overlay, bytes: Uint8Array): ValidTransaction {
  let validity: ReturnType<typeof decodeValidity>;
  try {
    const args = concatBytes(EXTERNAL, bytes, chain.head.hash);
    validity = decodeValidity(chain.runtime.call('TaggedTransactionQueue_validate_transaction', args, state));
  } catch (error) {
    if (error instanceof RuntimeApiError && error.code === 'BadArguments')
      throw badFormat(error.message, error);
    states.forget(); // it is not known what was written to it
    const fault = databaseFault(error);
    if (fault) throw fault; // another node would know
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
