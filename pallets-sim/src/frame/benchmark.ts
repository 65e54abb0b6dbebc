import type { Context, RuntimeCall } from './context.ts';
import type { Origin } from './origin.ts';
import type { Weight } from './weight.ts';

/** A call as it is measured, and on whose authority. */
export interface MeasuredCall {
  readonly origin: Origin;
  readonly call: RuntimeCall;
}

/** A hook as it is measured; it returns the weight that the block is charged for it. */
export interface MeasuredHook {
  readonly hook: (context: Context) => Weight;
}

export type Measurable = MeasuredCall | MeasuredHook;

/** The worst case of a call or a hook, of which its weight is measured. */
export interface Benchmark<M extends Measurable = Measurable> {
  /**
   * Makes the state in which the call has the most to do, and the call. `size` is 0 and `upTo` in turn for a call
   * whose weight grows with its arguments, otherwise 0. The call must succeed.
   */
  setUp(context: Context, size: number): M | Promise<M>;
  /** What the weight grows with (`byte`, `item`), and how far that is measured. */
  readonly grows?: { readonly with: string; readonly upTo: number };
}

/**
 * Benchmarks by call name, or by that of what a hook does: they stand beside the pallet, in `benchmarks.ts`. Where one state is not the worst in every
 * respect there are several, and the weight covers all of them; what they grow with is the same.
 */
export type Benchmarks = Readonly<Record<string, Benchmark | readonly Benchmark[]>>;

/** Accounts that benchmarks act with. */
export const CALLER = `0x${'ca'.repeat(32)}`;
export const OTHER = `0x${'07'.repeat(32)}`;
