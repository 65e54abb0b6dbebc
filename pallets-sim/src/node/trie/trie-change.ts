import { blake2bEach } from '@plumbline/verification/hash/many';
import { equalBytes, fromMapKey } from '../bytes.ts';
import { blake2b256 } from '../hash.ts';
import { EMPTY_ROOT, HASHED_VALUE_LENGTH } from './encoding.ts';
import { type Change, NodeChange } from './node-change.ts';
import { PreimageLedger } from './preimage-ledger.ts';
import type { TrieStore } from './trie-store.ts';

/** How values enter the trie: 0 always written out, 1 by hash from 33 bytes on. */
export type StateVersion = 0 | 1;

/** What is stored under its hash: a node or a long value. */
export interface Preimage {
  readonly hash: Uint8Array;
  readonly bytes: Uint8Array;
}

/** What a change of a trie, or of a state with its children, comes to: the new root, and the preimages to be stored. */
export interface CommittedTrie {
  readonly root: Uint8Array;
  /** Once for each place in the trie at which the change puts a node or long value. */
  readonly preimages: readonly Preimage[];
  /** Hashes of the stored nodes and long values that the change takes away, once for each place. */
  readonly removed: readonly Uint8Array[];
}

/**
 * The trie under a root with some keys changed. Only nodes on the paths of these keys are read, and each is encoded and
 * hashed once. Nothing is stored.
 *
 * @param changes values by key (`mapKey`), undefined for a key that is to go
 */
export function changeTrie(
  store: TrieStore,
  root: Uint8Array,
  changes: ReadonlyMap<string, Uint8Array | undefined>,
  version: StateVersion,
): CommittedTrie {
  const ledger = new PreimageLedger();
  const { preimages, removed } = ledger;
  const before = equalBytes(root, EMPTY_ROOT) ? undefined : root;
  const nodes = new NodeChange(store, inOrder(changes, version), ledger);
  const after = nodes.onTop(before && store.encodedNode(before));
  ledger.settle();
  if (after === 'same') return { root, preimages, removed };
  if (before) removed.push(before);
  if (!after) return { root: EMPTY_ROOT, preimages, removed };
  const bytes = after.whole();
  const hash = blake2b256(bytes);
  preimages.push({ hash, bytes });
  return { root: hash, preimages, removed };
}

/** The changes by the order of their keys, with the hashes of long values. */
function inOrder(changes: ReadonlyMap<string, Uint8Array | undefined>, version: StateVersion): Change[] {
  const long: Uint8Array[] = [];
  for (const value of changes.values()) if (value && isHashed(value, version)) long.push(value);
  const hashes = blake2bEach(long);
  let next = 0;
  return Array.from(changes, ([name, bytes]) => {
    const hash = bytes && isHashed(bytes, version) ? hashes[next++] : undefined;
    return { name, key: fromMapKey(name), value: bytes && { bytes, hash } };
  }).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function isHashed(value: Uint8Array, version: StateVersion): boolean {
  return version === 1 && value.length >= HASHED_VALUE_LENGTH;
}
