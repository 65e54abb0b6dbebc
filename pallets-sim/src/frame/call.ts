import type { Fields, FieldValues } from '@plumbline/runtime-types/scale/fields';
import type { Context, RuntimeView } from './context.ts';
import type { Origin } from './origin.ts';
import type { Place } from './place.ts';
import type { DispatchClassName, DispatchInfo, PostDispatchInfo, Weight } from './weight.ts';

type NoArguments = Record<never, never>;

const NOWHERE: readonly ReadablePlace[] = [];

export interface CallSpec<A extends Fields> {
  readonly docs: string;
  /** Arguments in encoding order. */
  readonly args?: A;
  /** The most that the call can cost. */
  readonly weight: Weight | ((args: FieldValues<A>, runtime: RuntimeView) => Weight);
  /** The call's index byte; by default its position. */
  readonly index?: number;
  readonly class?: DispatchClassName | ((args: FieldValues<A>, runtime: RuntimeView) => DispatchClassName);
  /** Whether the call pays a fee (default true). */
  readonly paysFee?: boolean;
  /**
   * Some of what the call reads, as far as its arguments tell: few places, however large the arguments are. It is read
   * when the transaction comes in, so that it is at hand when a block takes it; nothing else depends on it.
   */
  readonly reads?: (args: FieldValues<A>) => readonly ReadablePlace[];
}

/** Where a value of any type lies. */
export type ReadablePlace = Pick<Place<never, unknown>, 'peek'>;

export interface CallDefinition<A extends Fields> {
  readonly docs: string;
  readonly args: A;
  readonly index: number | undefined;
  /** What the call announces; the same object each time where that does not depend on the arguments. */
  info(args: FieldValues<A>, runtime: RuntimeView): DispatchInfo;
  reads(args: FieldValues<A>): readonly ReadablePlace[];
  run(context: Context, origin: Origin, args: FieldValues<A>): PostDispatchInfo;
}

/**
 * A call of a pallet. `run` checks the origin itself (`ensureSigned`, `ensureRoot`, `ensureNone`) and throws a
 * pallet's error to fail, which undoes everything that it wrote. It may return the weight that was really used.
 */
export function call<const A extends Fields = NoArguments>(
  spec: CallSpec<A>,
  // biome-ignore lint/suspicious/noConfusingVoidType: a call that has nothing to add returns nothing
  run: (context: Context, origin: Origin, args: FieldValues<A>) => Partial<PostDispatchInfo> | void,
): CallDefinition<A> {
  const { docs, args, weight, index, class: dispatchClass = 'Normal', paysFee = true, reads } = spec;
  if (!isWeight(weight)) {
    throw new TypeError(`the call "${docs}" has no weight: give weightOf({ reads, writes }), or a function`);
  }
  const isFixed = typeof weight !== 'function' && typeof dispatchClass !== 'function';
  const fixed: DispatchInfo | undefined = isFixed ? { weight, class: dispatchClass, paysFee } : undefined;
  const nothingToAdd: PostDispatchInfo = { paysFee };
  return {
    docs,
    args: args ?? ({} as A),
    index,
    info: (values, runtime) =>
      fixed ?? {
        weight: typeof weight === 'function' ? weight(values, runtime) : weight,
        class: typeof dispatchClass === 'function' ? dispatchClass(values, runtime) : dispatchClass,
        paysFee,
      },
    reads: reads ?? (() => NOWHERE),
    run(context, origin, values) {
      const post = run(context, origin, values);
      if (post instanceof Promise) {
        throw new TypeError(`the call "${docs}" is async: what it did later would be lost`);
      }
      return post === undefined ? nothingToAdd : { paysFee, ...post };
    },
  };
}

/** Not only the compiler's word: types are taken off before the code runs. */
function isWeight(weight: Weight | ((...given: never[]) => Weight) | undefined): boolean {
  if (typeof weight === 'function') return true;
  return typeof weight?.refTime === 'bigint' && typeof weight.proofSize === 'bigint';
}
