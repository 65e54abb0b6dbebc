import { equalBytes } from '../bytes.ts';
import { Overlay } from '../state/overlay.ts';
import { applyDelta, deltaVersion } from '../state/state-delta.ts';
import type { TrieStore } from '../trie/trie-store.ts';
import type { ChainDatabase } from './chain-database.ts';
import { asDatabaseError } from './errors.ts';

/**
 * Stores the state of the newest block if the node that wrote the block has ended before it had: computed again from
 * the state before and what the block has changed.
 *
 * @throws NodeError `BadDatabase`, `CorruptRecord`, and what a write throws
 */
export async function catchUp(database: ChainDatabase, store: TrieStore): Promise<void> {
  const late = database.lateState.delta();
  const hash = database.headHash();
  if (!late || !hash) return;
  const head = database.header(hash);
  const parent = head && database.header(head.parentHash);
  try {
    if (!parent) throw new Error('the header of a block is missing');
    const state = new Overlay(store, parent.stateRoot, deltaVersion(late));
    applyDelta(late, state);
    const change = state.commitTrie();
    if (!equalBytes(change.root, head.stateRoot)) {
      throw new Error(`what block ${head.number} has changed does not give the state root in its header`);
    }
    await database.lateState.write(head, change);
  } catch (error) {
    throw asDatabaseError(database.folder, error);
  }
}
