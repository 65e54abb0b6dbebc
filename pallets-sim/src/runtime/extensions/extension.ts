import type { Shape } from '@plumbline/runtime-types/scale/shape';
import type { Context, DispatchOutcome } from '../../frame/context.ts';
import type { DispatchInfo } from '../../frame/weight.ts';
import type { ValidTransaction } from '../validity.ts';

/** What extensions know of the extrinsic that they judge. */
export interface SignedTransaction {
  readonly who: string;
  readonly info: DispatchInfo;
  /** Length of the encoded extrinsic, in bytes. */
  readonly bytes: number;
}

/** Runs after the call, with what became of it. */
export type PostDispatch = (outcome: DispatchOutcome) => void;

/**
 * A condition that every signed extrinsic must meet. `E` travels in the extrinsic; `A` does not, but is signed:
 * signer and chain must agree on it. `F` is what checking the extrinsic has found out, for those who go on with it.
 * Every function may throw `ValidityFailure`.
 */
export interface SignedExtension<E, A, F = undefined> {
  readonly identifier: string;
  readonly extra: Shape<E>;
  readonly additional: Shape<A>;
  /** What the signer must have signed besides the call. */
  additionalSigned(context: Context, extra: E): A;
  /** Whether the extrinsic may enter the pool or a block. Changes nothing. */
  check?(context: Context, transaction: SignedTransaction, extra: E): F;
  /** What the pool should know of an extrinsic that was checked. Changes nothing. */
  describe?(
    context: Context,
    transaction: SignedTransaction,
    extra: E,
    found: F,
  ): Partial<ValidTransaction> | undefined;
  /**
   * In a block, after the check and just before the call runs; what it writes stays even when the call fails. What
   * the check has found still holds, but for what the extensions before this one have written.
   */
  // biome-ignore lint/suspicious/noConfusingVoidType: most extensions have nothing to do afterwards
  prepare?(context: Context, transaction: SignedTransaction, extra: E, found: F): PostDispatch | void;
}
