import { compact } from '../scale.ts';
import { EMPTY_ROOT } from './encoding.ts';
import { type StateVersion, TrieChange } from './trie-change.ts';
import { TrieStore } from './trie-store.ts';

/** Root of the trie `compact(index) → item`: what a header's `extrinsicsRoot` is (state version 0). */
export function orderedTrieRoot(items: readonly Uint8Array[], version: StateVersion = 0): Uint8Array {
  const change = new TrieChange(new TrieStore(() => undefined), EMPTY_ROOT, version);
  items.forEach((item, index) => {
    change.put(compact(index), item);
  });
  return change.commit().root;
}
