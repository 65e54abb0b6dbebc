/** How many transactions, and how many bytes of them, a queue may hold. */
export interface QueueLimits {
  readonly count: number;
  readonly bytes: number;
}

/** Of transactions that are ready, unless somebody says otherwise. */
export const MOST_READY: QueueLimits = { count: 8192, bytes: 20 << 20 };

/** Of transactions that wait for others, beside those that are ready. */
export function tenthOf({ count, bytes }: QueueLimits): QueueLimits {
  return { count: Math.ceil(count / 10), bytes: Math.ceil(bytes / 10) };
}
