import type { Context, RuntimeCall } from './context.ts';

/** What the pool needs to know of a call that nobody signed. */
export interface UnsignedValidity {
  /** What the call gives, one at least: of several calls with the same the pool keeps one. A pallet's are its own. */
  readonly provides: readonly Uint8Array[];
  /** What other calls of this pallet must have given before. */
  readonly requires?: readonly Uint8Array[];
  /** 0 unless said otherwise, as a transaction without a tip. */
  readonly priority?: bigint;
  /** For how many blocks what was found holds; for good unless said otherwise. */
  readonly longevity?: bigint;
}

/** Why such a call is refused; a number from 0 to 255 is a reason of the pallet's own (`Custom`). */
export type UnsignedRefusal = 'Call' | 'Stale' | 'Future' | 'BadProof' | number;

/**
 * Calls that come without a signature, because what is in them proves that they may. They pay no fee, so they must
 * be worth their place in a block and cheap to refuse. The calls ask for `ensureNone`.
 */
export interface Unsigned {
  /**
   * Asked by the pool, and again when a block takes the call. Changes nothing.
   *
   * @returns `undefined` for a call that has to be signed
   */
  validate(context: Context, call: RuntimeCall): UnsignedValidity | UnsignedRefusal | undefined;
}
