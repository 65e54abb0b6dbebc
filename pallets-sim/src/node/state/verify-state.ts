import { readNextKey, readValue, verifyTrie } from '../trie/read.ts';
import type { TrieStore } from '../trie/trie-store.ts';
import { childNames, childRootKey } from './child-root-key.ts';

/** Reads every node and value of a state and of its children, checking all hashes; returns the number of keys. */
export function verifyState(store: TrieStore, root: Uint8Array): number {
  const main = store.root(root);
  let keys = verifyTrie(store, main);
  for (const name of childNames({ nextKey: (key) => readNextKey(store, main, key) })) {
    const child = readValue(store, main, childRootKey(name));
    if (child) keys += verifyTrie(store, store.root(child));
  }
  return keys;
}
