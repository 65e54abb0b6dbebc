import { RuntimeApiError, type SignatureClaim } from '../../runtime/api.ts';
import type { TransactionValidity, ValidTransaction } from '../../runtime/transaction-validity.ts';
import type { Chain } from '../chain/chain.ts';
import { databaseFault } from '../database/database-fault.ts';
import { messageOf } from '../errors.ts';
import type { SignatureVerifier } from '../signatures/verifier.ts';
import type { Overlay } from '../state/overlay.ts';
import { askValidity } from './ask-validity.ts';
import { badFormat, PoolError, rejected } from './errors.ts';
import type { HeadState } from './head-state.ts';

/** Verifies signatures in its own time. */
export type SlowVerifier = Pick<SignatureVerifier, 'lookup' | 'checkAll'>;

/**
 * Asks the runtime whether it would take the transaction on top of the head.
 *
 * @throws PoolError when it would not; what the database said when that is why it cannot be asked
 */
export function validateAtHead(chain: Chain, states: HeadState, bytes: Uint8Array): ValidTransaction {
  return validateOn(chain, states, states.get(), bytes);
}

/** What the runtime says when it takes for true what nobody has verified yet. */
interface Trusting {
  readonly valid: ValidTransaction | undefined;
  /** Why it is not valid, whatever the signatures are. */
  readonly refusal: unknown;
  /** Whose truth the answer depends on. */
  readonly open: readonly SignatureClaim[];
}

const NO_CLAIMS: readonly SignatureClaim[] = [];

/** The same, with the signatures that take a while to verify left to the caller. Throws nothing. */
export function validateTrusting(
  chain: Chain,
  states: HeadState,
  verifier: SlowVerifier | undefined,
  bytes: Uint8Array,
): Trusting {
  let open = NO_CLAIMS;
  try {
    const state = states.get();
    if (verifier) {
      state.verifySignature = (claim) => {
        const known = verifier.lookup(claim);
        if (known === undefined) open = open.length === 0 ? [claim] : [...open, claim];
        return known ?? true;
      };
    }
    return { valid: validateOn(chain, states, state, bytes), refusal: undefined, open };
  } catch (refusal) {
    return { valid: undefined, refusal, open };
  }
}

function validateOn(chain: Chain, states: HeadState, state: Overlay, bytes: Uint8Array): ValidTransaction {
  let validity: TransactionValidity;
  try {
    validity = askValidity(chain, 'External', bytes, chain.head.hash, state);
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
