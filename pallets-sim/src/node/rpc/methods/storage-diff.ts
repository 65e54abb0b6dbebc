import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Header } from '../../block/header.ts';
import type { Chain } from '../../chain/chain.ts';
import { blake2b256 } from '../../hash.ts';
import { differences } from '../../trie/difference.ts';
import { EMPTY_ROOT } from '../../trie/encoding.ts';
import { blockWith } from '../blocks.ts';
import { CLIENT_ERROR, RpcError } from '../errors.ts';
import { hexBytes, type Params, wrong } from '../params.ts';

interface DiffQuery {
  readonly prefix: Uint8Array;
  readonly returnType: 'value' | 'hash';
  /** The child that the query is about; the main trie unless given. */
  readonly child?: Uint8Array;
}

/** What of the difference a client wants: all values when it does not say. */
export function diffQueries(params: Params, index: number): DiffQuery[] {
  if (params.optional(index, 'items') === undefined) {
    return [{ prefix: new Uint8Array(), returnType: 'value' }];
  }
  return params.objects(index, 'items').map(({ key, returnType, childTrieKey }) => {
    if (returnType !== 'value' && returnType !== 'hash') {
      throw wrong(index, 'items', 'must have a "returnType" that is "value" or "hash"');
    }
    const prefix = key === undefined || key === null ? new Uint8Array() : hexBytes(key, index, 'items');
    if (childTrieKey === undefined || childTrieKey === null) return { prefix, returnType };
    const child = hexBytes(childTrieKey, index, 'items');
    if (child.length === 0) throw wrong(index, 'items', 'has an empty "childTrieKey"');
    return { prefix, returnType, child };
  });
}

/**
 * The differences from the state of the previous block: the parent, unless another is named. Throws `RpcError` when one
 * of them is not on this chain, or the other comes first.
 */
export function* storageDifferences(
  chain: Chain,
  hash: Uint8Array,
  previousHash: Uint8Array | undefined,
  queries: readonly DiffQuery[],
): Generator<object> {
  const block = blockWith(chain, hash);
  const previous = blockWith(chain, previousHash ?? block.parentHash);
  if (previous.number >= block.number) {
    throw new RpcError(CLIENT_ERROR, `block ${previous.number} is no ancestor of block ${block.number}`);
  }
  const rootAt = (at: Header, child: Uint8Array | undefined) =>
    child ? (chain.childRootAt(at, child) ?? EMPTY_ROOT) : chain.stateRootAt(at);
  for (const { prefix, returnType, child } of queries) {
    const ofChild = child ? { childTrieKey: toHex(child) } : {};
    for (const change of differences(
      chain.trieStore,
      rootAt(previous, child),
      rootAt(block, child),
      prefix,
    )) {
      const type = !change.before ? 'added' : !change.after ? 'deleted' : 'modified';
      const value = change.after ?? change.before ?? new Uint8Array(); // what was deleted, as in Substrate
      const shown = toHex(returnType === 'hash' ? blake2b256(value) : value);
      yield { ...ofChild, key: toHex(change.key), [returnType]: shown, type };
    }
  }
}
