import { ScaleError } from '@plumbline/runtime-types/scale/errors';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import type { Application, TransactionValidity, ValidityError } from '../../runtime/transaction-validity.ts';

const INVALID = [
  ['Call', 'Transaction call is not expected'],
  [
    'Payment',
    "Inability to pay some fees (e.g. account balance too low). Fund the sender's account or lower the tip",
  ],
  ['Future', 'Transaction will be valid in the future. Sign it with a nonce from system_accountNextIndex'],
  [
    'Stale',
    'Transaction is outdated: its nonce was used before. Sign it again with a nonce from system_accountNextIndex',
  ],
  [
    'BadProof',
    'Transaction has a bad signature. Sign for this chain: check its genesis hash, the spec and transaction version, and the key',
  ],
  ['AncientBirthBlock', 'Transaction has an ancient birth block: its era is over. Sign it again'],
  ['ExhaustsResources', 'Transaction would exhaust the block limits. Split it'],
  ['Custom', 'Custom error'],
  ['BadMandatory', 'A call was labelled as mandatory, but resulted in an Error.'],
  ['MandatoryValidation', 'Transaction dispatch is mandatory; transactions must not be validated.'],
  ['BadSigner', 'Invalid signing address'],
  ['IndeterminateImplicit', 'The implicit data was unable to be calculated'],
  ['UnknownOrigin', 'The transaction extension did not authorize any origin'],
] as const;

const UNKNOWN = [
  ['CannotLookup', 'Could not lookup information required to validate the transaction'],
  ['NoUnsignedValidator', 'Could not find an unsigned validator for the unsigned transaction. Sign it'],
  ['Custom', 'Custom error'],
] as const;

/** Reads a `TransactionValidityError`. */
export function readValidityError(reader: ScaleReader): ValidityError {
  const kind = reader.u8() === 0 ? 'Invalid' : 'Unknown';
  const variant = reader.u8();
  const reason = (kind === 'Invalid' ? INVALID : UNKNOWN)[variant]?.[0];
  if (!reason) throw new ScaleError('UnknownVariant', `there is no ${kind}Transaction ${variant}`);
  return reason === 'Custom' ? { kind, reason, number: reader.u8() } : { kind, reason };
}

/** The text of a validity error, beginning as Substrate's, and what to do. */
export function describeValidityError(error: ValidityError): string {
  const known: readonly (readonly [string, string])[] = error.kind === 'Invalid' ? INVALID : UNKNOWN;
  const text = known.find(([reason]) => reason === error.reason)?.[1] ?? error.reason;
  return error.number === undefined ? text : `${text}: ${error.number}`;
}

/** Decodes a `TransactionValidity`. */
export function decodeValidity(bytes: Uint8Array): TransactionValidity {
  const reader = new ScaleReader(bytes);
  if (reader.u8() !== 0) return { valid: false, error: readValidityError(reader) };
  const tags = (): string[] => {
    const found: string[] = [];
    for (let left = reader.length(); left > 0; left--) found.push(toHex(reader.take(reader.length())));
    return found;
  };
  const priority = reader.u64();
  const requires = tags();
  const provides = tags();
  return { valid: true, transaction: { priority, requires, provides, longevity: reader.u64() } };
}

/** What came of applying an extrinsic: it is in the block (whether its call succeeded or not), or it is not. */
export function decodeApplyResult(bytes: Uint8Array): Application {
  const reader = new ScaleReader(bytes);
  const tag = reader.u8();
  if (tag === 0) return { included: true };
  if (tag !== 1) throw new ScaleError('UnknownVariant', `not an ApplyExtrinsicResult: ${toHex(bytes)}`);
  return { included: false, error: readValidityError(reader) };
}
