/** What a pool needs to know of a transaction that may wait for a block. */
export interface ValidTransaction {
  readonly priority: bigint;
  /** Tags that must be provided before (the sender's previous nonce, say), in hex. Their meaning is the runtime's. */
  readonly requires: readonly string[];
  /** Tags that the transaction provides. */
  readonly provides: readonly string[];
  /** For how many blocks this stays true. */
  readonly longevity: bigint;
}

/** Why the runtime does not take a transaction: it is wrong (`Invalid`), or it cannot tell (`Unknown`). */
export interface ValidityError {
  readonly kind: 'Invalid' | 'Unknown';
  readonly reason: string;
  /** Of `Custom` reasons. */
  readonly number?: number;
}

/** `TransactionValidity`, decoded. */
export type TransactionValidity =
  | { readonly valid: true; readonly transaction: ValidTransaction }
  | { readonly valid: false; readonly error: ValidityError };

/** `ApplyExtrinsicResult`, decoded: whether an extrinsic is in the block. Whether its call succeeded is in an event. */
export type Application =
  | { readonly included: true }
  | { readonly included: false; readonly error: ValidityError };
