import { NodeError } from '../errors.ts';
import { TrieError } from '../trie/trie-store.ts';

/**
 * What the database said when it is why a runtime call has ended, undefined when it is not: then nothing is wrong with
 * the extrinsic or the block that was called.
 */
export function databaseFault(error: unknown): NodeError | TrieError | undefined {
  let cause = error;
  while (cause instanceof Error) {
    if (cause instanceof NodeError || cause instanceof TrieError) return cause;
    cause = cause.cause;
  }
  return undefined;
}
