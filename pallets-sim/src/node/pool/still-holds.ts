import type { TransactionGraph } from './graph.ts';
import type { PooledTransaction } from './transaction.ts';

/**
 * Whether what the runtime has said some blocks ago can be relied on: not when a block holds another transaction in the
 * place of this one, or when what it waits for may have been in a block that is forgotten here.
 */
export function stillHolds(
  graph: TransactionGraph,
  { provides, requires }: Pick<PooledTransaction, 'provides' | 'requires'>,
): boolean {
  if (provides.some((tag) => graph.wasProvided(tag))) return false;
  return requires.every((tag) => graph.wasProvided(tag) || graph.ready.provides(tag));
}
