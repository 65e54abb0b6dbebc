import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Header } from '../block/header.ts';
import type { Chain } from '../chain/chain.ts';
import { blake2b256 } from '../hash.ts';
import { closestDescendant } from '../trie/cursor.ts';
import { toNibbles } from '../trie/nibbles.ts';
import { sizeOf } from './kept.ts';
import { keysUnder } from './methods/state-keys.ts';
import { hexBytes, type Params, wrong } from './params.ts';

const TYPES = [
  'value',
  'hash',
  'closestDescendantMerkleValue',
  'descendantsValues',
  'descendantsHashes',
] as const;

/** What a client asks of one key, or of all keys below it. */
export interface StorageQuery {
  readonly key: Uint8Array;
  readonly type: (typeof TYPES)[number];
  /** Descendants: only those after this key. */
  readonly startKey: Uint8Array | undefined;
}

/** What was found, as JSON-RPC shows it. */
export interface StorageResult {
  readonly key: string;
  readonly value?: string;
  readonly hash?: string;
  readonly closestDescendantMerkleValue?: string;
}

/** What is asked of the main trie, or of the child with a name. */
export interface StorageQueries {
  readonly queries: readonly StorageQuery[];
  readonly childTrie: Uint8Array | undefined;
}

/** The queries in a parameter, and the child trie that the next parameter names. */
export function storageQueries(params: Params, index: number): StorageQueries {
  const queries = params.objects(index, 'items').map(({ key, type, paginationStartKey }): StorageQuery => {
    const known = TYPES.find((name) => name === type);
    if (!known) throw wrong(index, 'items', `must have a "type" that is one of ${TYPES.join(', ')}`);
    const isStartGiven = paginationStartKey !== undefined && paginationStartKey !== null;
    if (isStartGiven && !isOfDescendants(known)) {
      throw wrong(index, 'items', `may have a "paginationStartKey" for descendants, not for "${known}"`);
    }
    return {
      key: hexBytes(key, index, 'items'),
      type: known,
      startKey: isStartGiven ? hexBytes(paginationStartKey, index, 'items') : undefined,
    };
  });
  const childTrie = params.bytesOr(index + 1, 'childTrie', undefined);
  if (childTrie?.length === 0)
    throw wrong(index + 1, 'childTrie', 'must be the name of a child trie, in hex');
  return { queries, childTrie };
}

/** What it takes to keep what is asked until it is answered. */
export function sizeOfQueries({ queries, childTrie }: StorageQueries): number {
  return sizeOf([childTrie, ...queries.flatMap(({ key, startKey }) => [key, startKey])]);
}

/** Whether a query may have any number of results. */
export function isOfDescendants(type: StorageQuery['type']): boolean {
  return type === 'descendantsValues' || type === 'descendantsHashes';
}

/** The results of all queries on the state after a block, one after the other as they are asked for. */
export function* answerQueries(
  chain: Chain,
  block: Header,
  { queries, childTrie }: StorageQueries,
): Generator<StorageResult> {
  const state = childTrie ? chain.stateAt(block).child(childTrie) : chain.stateAt(block);
  const root = childTrie ? chain.childRootAt(block, childTrie) : block.stateRoot;
  const found = (key: Uint8Array, asHash: boolean): StorageResult | undefined => {
    const value = state.get(key);
    if (!value) return undefined;
    return asHash
      ? { key: toHex(key), hash: toHex(blake2b256(value)) }
      : { key: toHex(key), value: toHex(value) };
  };
  for (const { key, type, startKey } of queries) {
    if (type === 'closestDescendantMerkleValue') {
      const merkleValue = root && closestDescendant(chain.trieStore, root, toNibbles(key));
      if (merkleValue) yield { key: toHex(key), closestDescendantMerkleValue: toHex(merkleValue) };
      continue;
    }
    const keys = isOfDescendants(type) ? keysUnder(state, key, startKey) : [key];
    for (const each of keys) {
      const result = found(each, type === 'hash' || type === 'descendantsHashes');
      if (result) yield result;
    }
  }
}
