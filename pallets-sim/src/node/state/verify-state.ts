import { readNextKey, readValue, verifyTrie } from '../trie/read.ts';
import type { TrieStore } from '../trie/trie-store.ts';
import { childNames, childRootKey } from './child-root-key.ts';

/** Reads every node and value of a state and of its children, checking all hashes; returns the number of keys. */
export function verifyState(store: TrieStore, root: Uint8Array): number {
  let keys = verifyTrie(store, root);
  for (const name of childNames({ nextKey: (key) => readNextKey(store, root, key) })) {
    const child = readValue(store, root, childRootKey(name));
    if (child) keys += verifyTrie(store, child);
  }
  return keys;
}
