import type { TransactionGraph } from './graph.ts';
import type { PooledTransaction } from './transaction.ts';

/** Those of the waiting transactions that were found valid longest ago, before this block; at most `limit`. */
export function longestUnjudged(graph: TransactionGraph, block: number, limit: number): PooledTransaction[] {
  if (limit === 0) return [];
  const oldest: PooledTransaction[] = [];
  let youngest = block - 1; // the latest judgement that still gets in
  for (const transaction of [...graph.ready.values(), ...graph.future.values()]) {
    if (transaction.validatedAt > youngest) continue;
    oldest.push(transaction);
    if (oldest.length < 2 * limit) continue;
    keepOldest(oldest, limit);
    youngest = oldest.at(-1)?.validatedAt ?? youngest;
  }
  return keepOldest(oldest, limit);
}

function keepOldest(transactions: PooledTransaction[], limit: number): PooledTransaction[] {
  transactions.sort((a, b) => a.validatedAt - b.validatedAt || a.arrival - b.arrival).splice(limit);
  return transactions;
}
