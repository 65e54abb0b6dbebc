import type { Header } from '../block/header.ts';
import { equalBytes } from '../bytes.ts';
import { verifyState } from '../state/verify-state.ts';
import type { TrieStore } from '../trie/trie-store.ts';
import type { ChainDatabase } from './chain-database.ts';
import { asDatabaseError } from './errors.ts';

/** How many of the newest blocks are checked for being linked when a database is opened. */
const LINKED_BLOCKS = 1024;

/**
 * Checks what a node is about to build on: the newest blocks are there and linked by their hashes, and the head's whole
 * state is there and has the root that the head's header says. Returns the head, undefined for a new database.
 *
 * @param isClosed whether the state was whole when the node left: then only its root is read, as everything below is
 * checked against its hash when it is read
 * @throws NodeError `BadDatabase`, `CorruptRecord`
 */
export function checkDatabase(
  database: ChainDatabase,
  store: TrieStore,
  isClosed: boolean,
): Header | undefined {
  const hash = database.headHash();
  if (!hash) return undefined;
  try {
    const oldestBody = database.firstBody();
    const head = linkedHeader(database, hash, oldestBody);
    const origin = database.origin;
    let header = head;
    while (header.number > 0 && header.number !== origin && head.number - header.number < LINKED_BLOCKS) {
      header = linkedHeader(database, header.parentHash, oldestBody);
    }
    if (!database.blockHash(0)) throw new Error('the genesis block is missing');
    if (isClosed) store.root(head.stateRoot);
    else verifyState(store, head.stateRoot);
    return head;
  } catch (error) {
    throw asDatabaseError(database.folder, error);
  }
}

function linkedHeader(database: ChainDatabase, hash: Uint8Array, oldestBody: number): Header {
  const header = database.header(hash);
  if (!header) throw new Error('the header of a block is missing');
  if (header.number >= oldestBody && !database.body(hash))
    throw new Error(`the body of block ${header.number} is missing`);
  const canonical = database.blockHash(header.number);
  if (!canonical || !equalBytes(canonical, hash)) {
    throw new Error(`block ${header.number} is not in the list of blocks`);
  }
  return header;
}
