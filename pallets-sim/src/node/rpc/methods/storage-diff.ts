import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Chain } from '../../chain/chain.ts';
import { blake2b256 } from '../../hash.ts';
import { differences } from '../../trie/difference.ts';
import { blockWith } from '../blocks.ts';
import { hexBytes, type Params, wrong } from '../params.ts';

interface DiffQuery {
  readonly prefix: Uint8Array;
  readonly returnType: 'value' | 'hash';
  /** The query is about a child trie, of which there are none. */
  readonly childTrie: boolean;
}

/** What of the difference a client wants: all values when it does not say. */
export function diffQueries(params: Params, index: number): DiffQuery[] {
  if (params.optional(index, 'items') === undefined) {
    return [{ prefix: new Uint8Array(), returnType: 'value', childTrie: false }];
  }
  return params.objects(index, 'items').map(({ key, returnType, childTrieKey }) => {
    if (returnType !== 'value' && returnType !== 'hash') {
      throw wrong(index, 'items', 'must have a "returnType" that is "value" or "hash"');
    }
    const prefix = key === undefined || key === null ? new Uint8Array() : hexBytes(key, index, 'items');
    return { prefix, returnType, childTrie: childTrieKey !== undefined && childTrieKey !== null };
  });
}

/**
 * The differences from the state of the previous block: the parent, unless another is named. Throws `RpcError` when one
 * of them is not on this chain.
 */
export function* storageDifferences(
  chain: Chain,
  hash: Uint8Array,
  previousHash: Uint8Array | undefined,
  queries: readonly DiffQuery[],
): Generator<object> {
  const block = blockWith(chain, hash);
  const before = chain.stateRootAt(blockWith(chain, previousHash ?? block.parentHash));
  for (const { prefix, returnType, childTrie } of queries) {
    if (childTrie) continue;
    for (const change of differences(chain.trieStore, before, chain.stateRootAt(block), prefix)) {
      const type = !change.before ? 'added' : !change.after ? 'deleted' : 'modified';
      const shown = change.after && toHex(returnType === 'hash' ? blake2b256(change.after) : change.after);
      yield { key: toHex(change.key), type, ...(shown === undefined ? {} : { [returnType]: shown }) };
    }
  }
}
