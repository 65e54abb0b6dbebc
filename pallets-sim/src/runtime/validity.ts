import { createCodec } from '@plumbline/runtime-types/scale/codec';
import { struct, vec } from '@plumbline/runtime-types/scale/composites';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { bool, bytes, u8, u64, unit } from '@plumbline/runtime-types/scale/primitives';
import { result } from '@plumbline/runtime-types/scale/result';
import type { Of, Shape } from '@plumbline/runtime-types/scale/shape';
import { variant } from '@plumbline/runtime-types/scale/variants';
import { dispatchError } from '../frame/dispatch-error.ts';

const PATH = ['sp_runtime', 'transaction_validity'];

const invalidTransaction = variant([...PATH, 'InvalidTransaction'], {
  Call: null,
  Payment: null,
  Future: null,
  Stale: null,
  BadProof: null,
  AncientBirthBlock: null,
  ExhaustsResources: null,
  Custom: u8,
  BadMandatory: null,
  MandatoryValidation: null,
  BadSigner: null,
});

const unknownTransaction = variant([...PATH, 'UnknownTransaction'], {
  CannotLookup: null,
  NoUnsignedValidator: null,
  Custom: u8,
});

export const transactionValidityError = variant([...PATH, 'TransactionValidityError'], {
  Invalid: invalidTransaction,
  Unknown: unknownTransaction,
});
export type TransactionValidityError = Of<typeof transactionValidityError>;

/** What transactions provide and require: bytes whose hex is a name, which is what they are compared by. */
const tag: Shape<string> = {
  codec: createCodec<string>(
    (output, value) => {
      output.compactNumber((value.length - 2) / 2);
      output.hex(value);
    },
    (input) => toHex(input.take(input.length())),
  ),
  register: bytes.register,
};

/** What the pool needs to know of a transaction: rank, what it waits for and gives, and for how many blocks. */
export const validTransaction = struct([...PATH, 'ValidTransaction'], {
  priority: u64,
  requires: vec(tag),
  provides: vec(tag),
  longevity: u64,
  propagate: bool,
});
export type ValidTransaction = Of<typeof validTransaction>;

export const transactionValidity = result(validTransaction, transactionValidityError);

export const transactionSource = variant([...PATH, 'TransactionSource'], {
  InBlock: null,
  Local: null,
  External: null,
});

export const applyExtrinsicResult = result(result(unit, dispatchError), transactionValidityError);

export const MAX_LONGEVITY = (1n << 64n) - 1n;
export const MAX_PRIORITY = (1n << 64n) - 1n;

/** Thrown to say why an extrinsic may not be in a block. */
export class ValidityFailure extends Error {
  readonly error: TransactionValidityError;
  constructor(error: TransactionValidityError) {
    super(`${error.type}.${error.value.type}`);
    this.name = 'ValidityFailure';
    this.error = error;
  }
}

type InvalidName = Exclude<Of<typeof invalidTransaction>['type'], 'Custom'>;
type UnknownName = Exclude<Of<typeof unknownTransaction>['type'], 'Custom'>;

export const invalid = (type: InvalidName): ValidityFailure =>
  new ValidityFailure({ type: 'Invalid', value: { type } });
/** A reason of a pallet's own, a number from 0 to 255. */
export const custom = (reason: number): ValidityFailure =>
  new ValidityFailure({ type: 'Invalid', value: { type: 'Custom', value: reason } });
export const unknown = (type: UnknownName): ValidityFailure =>
  new ValidityFailure({ type: 'Unknown', value: { type } });
