import { toHex } from '@plumbline/runtime-types/scale/hex';
import { messageOf, NodeError } from '../errors.ts';
import { TrieError } from '../trie/trie-store.ts';
import { DatabaseErrors } from './database-errors.ts';

/** The errors of the chain's database in this folder. */
export function chainErrors(folder: string): DatabaseErrors {
  return new DatabaseErrors(folder, {
    name: 'the chain database',
    content: 'the chain',
    afterFault: 'the chain is at its last whole block',
    deletedTo: 'to start the chain again from genesis',
  });
}

/** The error for a record whose bytes are not those that were written. */
export function badRecord(folder: string, kind: string, name: Uint8Array, cause?: unknown): NodeError {
  const problem = `the ${kind} record ${toHex(name)} is not what was written`;
  return chainErrors(folder).damaged(problem, cause, 'CorruptRecord');
}

/** Says what reading a database failed for. */
export function asDatabaseError(folder: string, error: unknown): NodeError {
  if (error instanceof NodeError) return error;
  if (error instanceof TrieError && error.code === 'CorruptNode') {
    return badRecord(folder, 'state trie', error.hash, error);
  }
  return chainErrors(folder).damaged(messageOf(error), error);
}
