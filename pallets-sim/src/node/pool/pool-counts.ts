/** What the pool has done since the node started; each number only grows. */
export interface PoolCounts {
  submitted: number;
  /** Transactions that the runtime is asked about, and those that it has answered for. */
  validationsScheduled: number;
  validationsFinished: number;
  /** Of those that were in the pool. */
  invalid: number;
  /** Extrinsics of new blocks, inherents among them. */
  pruned: number;
  /** Judged anew because the head was moved. */
  resubmitted: number;
}

export function createPoolCounts(): PoolCounts {
  return {
    submitted: 0,
    validationsScheduled: 0,
    validationsFinished: 0,
    invalid: 0,
    pruned: 0,
    resubmitted: 0,
  };
}
