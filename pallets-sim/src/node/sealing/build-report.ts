/** Why a block holds no more, in the words of Substrate's metrics. */
export type BuildEnd = 'no_more_transactions' | 'hit_block_weight_limit' | 'transactions_forbidden';

/** How a block was made. Times count from the beginning. */
export interface BuildReport {
  readonly included: number;
  readonly end: BuildEnd;
  readonly inherentsSeconds: number;
  readonly constructedSeconds: number;
  /** With the write to the disk. */
  readonly proposedSeconds: number;
}
