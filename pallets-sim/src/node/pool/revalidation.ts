import type { TransactionGraph } from './graph.ts';
import type { PooledTransaction } from './transaction.ts';

/**
 * Those of the waiting transactions that were found valid longest ago, before this block; at most `limit`. The queues
 * keep them in the order in which they came or were found valid again, so only the first of each are looked at.
 */
export function longestUnjudged(graph: TransactionGraph, block: number, limit: number): PooledTransaction[] {
  const first = (queue: Iterable<PooledTransaction>): PooledTransaction[] => {
    const found: PooledTransaction[] = [];
    for (const transaction of queue) {
      if (found.length >= limit || transaction.validatedAt >= block) break;
      found.push(transaction);
    }
    return found;
  };
  return [...first(graph.ready.values()), ...first(graph.future.values())]
    .sort((a, b) => a.validatedAt - b.validatedAt || a.arrival - b.arrival)
    .slice(0, limit);
}
