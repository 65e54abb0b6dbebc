import { fixedBytes, struct } from '@plumbline/runtime-types/scale/composites';
import { u8 } from '@plumbline/runtime-types/scale/primitives';
import type { Of } from '@plumbline/runtime-types/scale/shape';
import { variant } from '@plumbline/runtime-types/scale/variants';
import { Failure } from './failure.ts';

const RUNTIME = 'sp_runtime';

const moduleError = struct([RUNTIME, 'ModuleError'], { index: u8, error: fixedBytes(4) });

const tokenError = variant([RUNTIME, 'TokenError'], {
  FundsUnavailable: null,
  OnlyProvider: null,
  BelowMinimum: null,
  CannotCreate: null,
  UnknownAsset: null,
  Frozen: null,
  Unsupported: null,
  CannotCreateHold: null,
  NotExpendable: null,
  Blocked: null,
});

const arithmeticError = variant(['sp_arithmetic', 'ArithmeticError'], {
  Underflow: null,
  Overflow: null,
  DivisionByZero: null,
});

const transactionalError = variant([RUNTIME, 'TransactionalError'], { LimitReached: null, NoLayer: null });

const trieError = variant([RUNTIME, 'proving_trie', 'TrieError'], {
  InvalidStateRoot: null,
  IncompleteDatabase: null,
  ValueAtIncompleteKey: null,
  DecoderError: null,
  InvalidHash: null,
  DuplicateKey: null,
  ExtraneousNode: null,
  ExtraneousValue: null,
  ExtraneousHashReference: null,
  InvalidChildReference: null,
  ValueMismatch: null,
  IncompleteProof: null,
  RootMismatch: null,
  DecodeError: null,
});

/** Why a dispatch failed, as the chain says it. */
export const dispatchError = variant([RUNTIME, 'DispatchError'], {
  Other: null,
  CannotLookup: null,
  BadOrigin: null,
  Module: moduleError,
  ConsumerRemaining: null,
  NoProviders: null,
  TooManyConsumers: null,
  Token: tokenError,
  Arithmetic: arithmeticError,
  Transactional: transactionalError,
  Exhausted: null,
  Corruption: null,
  Unavailable: null,
  RootNotAllowed: null,
  Trie: trieError,
});

export type DispatchErrorValue = Of<typeof dispatchError>;
export type TokenErrorName = Of<typeof tokenError>['type'];
export type ArithmeticErrorName = Of<typeof arithmeticError>['type'];

/** Thrown inside a call to make it fail with an error that is not a pallet's own. */
export class DispatchFailure extends Failure {
  readonly error: DispatchErrorValue;
  constructor(error: DispatchErrorValue) {
    const detail = error.type === 'Token' || error.type === 'Arithmetic' ? `.${error.value.type}` : '';
    super(`${error.type}${detail}`);
    this.name = 'DispatchFailure';
    this.error = error;
  }
}

/** Thrown inside a call to make it fail with an error that its pallet declares (`throw tasks.error('NotOpen')`). */
export class ModuleFailure extends Failure {
  readonly pallet: string;
  readonly code: string;
  readonly index: number;
  constructor(pallet: string, code: string, index: number, docs: string) {
    super(`${pallet}.${code}: ${docs}`);
    this.name = 'ModuleFailure';
    this.pallet = pallet;
    this.code = code;
    this.index = index;
  }
}

export const tokenFailure = (type: TokenErrorName): DispatchFailure =>
  new DispatchFailure({ type: 'Token', value: { type } });

export const arithmeticFailure = (type: ArithmeticErrorName): DispatchFailure =>
  new DispatchFailure({ type: 'Arithmetic', value: { type } });
