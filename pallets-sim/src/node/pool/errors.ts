import type { ValidityError } from '../../runtime/transaction-validity.ts';
import { describeValidityError } from './validity.ts';

export type PoolErrorCode =
  | 'BadFormat'
  | 'Verification'
  | 'Invalid'
  | 'Unknown'
  | 'Banned'
  | 'AlreadyImported'
  | 'TooLowPriority'
  | 'ImmediatelyDropped'
  | 'CycleDetected'
  | 'NothingProvided';

/** Why the pool did not take a transaction. `detail` explains and says what to do. */
export class PoolError extends Error {
  readonly code: PoolErrorCode;
  readonly detail: string;
  constructor(code: PoolErrorCode, message: string, detail: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'PoolError';
    this.code = code;
    this.detail = detail;
  }
}

export function rejected(error: ValidityError): PoolError {
  const text = describeValidityError(error);
  return error.kind === 'Invalid'
    ? new PoolError('Invalid', 'Invalid Transaction', text)
    : new PoolError('Unknown', 'Unknown Transaction Validity', text);
}

export function badFormat(problem: string, cause?: unknown): PoolError {
  return new PoolError(
    'BadFormat',
    `Extrinsic has invalid format: ${problem}`,
    "Send the SCALE encoding of one extrinsic, its length in front, built with this chain's metadata",
    cause,
  );
}

export function banned(reason: string): PoolError {
  return new PoolError(
    'Banned',
    'Transaction is temporarily banned',
    `It failed before: ${reason}. Sign a new one`,
  );
}

export function alreadyImported(hash: string): PoolError {
  return new PoolError(
    'AlreadyImported',
    'Transaction Already Imported',
    `${hash} is in the pool; there is no need to send it again`,
  );
}

export function tooLowPriority(existing: bigint, submitted: bigint): PoolError {
  return new PoolError(
    'TooLowPriority',
    `Priority is too low: (${existing} vs ${submitted})`,
    'The transaction has too low priority to replace another transaction already in the pool. Raise its tip, or use the next nonce',
  );
}

export function immediatelyDropped(): PoolError {
  return new PoolError(
    'ImmediatelyDropped',
    'Immediately Dropped',
    "The transaction couldn't enter the pool because of the limit. Raise its tip, or send it again later",
  );
}

export function cycleDetected(): PoolError {
  return new PoolError(
    'CycleDetected',
    'Cycle Detected',
    'The transaction would take the place of one that it depends on itself. Send those that it depends on again',
  );
}
