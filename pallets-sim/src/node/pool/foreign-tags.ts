import { RuntimeApiError } from '../../runtime/api.ts';
import type { Chain } from '../chain/chain.ts';
import { askValidity } from './ask-validity.ts';
import type { TransactionGraph } from './graph.ts';

/**
 * The tags that an extrinsic of a block provided that was not in the pool, by the state before the block; none when it
 * is no transaction, or when nobody here could wait for them.
 */
export function foreignTags(
  chain: Chain,
  graph: TransactionGraph,
  bytes: Uint8Array,
  parentHash: Uint8Array,
): readonly string[] {
  if (graph.ready.size + graph.future.size === 0) return [];
  const parent = chain.header(parentHash);
  if (!parent || !chain.keepsState(parent)) return [];
  const state = chain.stateAt(parent);
  state.verifySignature = () => true; // whoever made the block has verified it
  try {
    const validity = askValidity(chain, 'InBlock', bytes, parentHash, state);
    return validity.valid ? validity.transaction.provides : [];
  } catch (error) {
    // What the runtime gives up on is in the block all the same; it provides nothing that anyone could wait for.
    if (error instanceof RuntimeApiError) return [];
    throw error;
  }
}
