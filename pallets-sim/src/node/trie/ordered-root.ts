import { mapKey } from '../bytes.ts';
import { compact } from '../scale.ts';
import { EMPTY_ROOT } from './encoding.ts';
import { changeTrie, type StateVersion } from './trie-change.ts';
import { TrieStore } from './trie-store.ts';

/** Root of the trie `compact(index) → item`: what a header's `extrinsicsRoot` is (state version 0). */
export function orderedTrieRoot(items: readonly Uint8Array[], version: StateVersion = 0): Uint8Array {
  const entries = items.map((item, index) => [mapKey(compact(index)), item] as const);
  return changeTrie(new TrieStore(() => undefined), EMPTY_ROOT, new Map(entries), version).root;
}
