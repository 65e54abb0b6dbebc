/** A transaction that waits in the pool. Tags are opaque. */
export interface PooledTransaction {
  /** Its hash in hex, which it is known by. */
  readonly hash: string;
  readonly bytes: Uint8Array;
  readonly priority: bigint;
  /** Tags that are still to be provided before this one; those of transactions in blocks are taken out. */
  requires: readonly string[];
  readonly provides: readonly string[];
  /** Number of the last block that may hold it. */
  readonly validTill: number;
  /** Counts up: of two that are otherwise equal, the earlier goes first. */
  readonly arrival: number;
  /** Number of the block on whose state it was last found valid. */
  validatedAt: number;
}

/** What becomes of a transaction. The last four are final, unless somebody moves the head by hand. */
export type TransactionStatus =
  | { readonly type: 'future' | 'ready' }
  | { readonly type: 'inBlock'; readonly block: Uint8Array }
  | { readonly type: 'finalized'; readonly block: Uint8Array }
  | { readonly type: 'usurped'; readonly by: string }
  | { readonly type: 'dropped' | 'invalid' };

/** Whether nothing more will be heard of a transaction after this. */
export function isFinal(status: TransactionStatus): boolean {
  return ['finalized', 'usurped', 'dropped', 'invalid'].includes(status.type);
}

/** Best first: higher priority, then the one that expires earlier, then the one that came earlier. */
export function compareTransactions(a: PooledTransaction, b: PooledTransaction): number {
  if (a.priority !== b.priority) return a.priority > b.priority ? -1 : 1;
  return a.validTill - b.validTill || a.arrival - b.arrival;
}

/** Whether two findings about one transaction give it the same place. */
export function isSameRank(a: PooledTransaction, b: PooledTransaction): boolean {
  return (
    a.priority === b.priority &&
    a.validTill === b.validTill &&
    a.provides.length === b.provides.length &&
    a.provides.every((tag, i) => tag === b.provides[i])
  );
}
