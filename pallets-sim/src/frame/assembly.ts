import type { Codec } from '@plumbline/runtime-types/scale/codec';
import { lazy } from '@plumbline/runtime-types/scale/lazy';
import type { Shape } from '@plumbline/runtime-types/scale/shape';
import { variant } from '@plumbline/runtime-types/scale/variants';
import type { Externalities } from '../runtime/api.ts';
import { checkTogether } from './check-pallet.ts';
import type { Context, RuntimeCall, RuntimeView } from './context.ts';
import { dispatch } from './dispatch.ts';
import type { Pallet } from './pallet.ts';
import type { DispatchInfo } from './weight.ts';

/** A decoded event: `{ type: 'Balances', value: { type: 'Transfer', value: { … } } }`. */
export interface RuntimeEvent {
  readonly type: string;
  readonly value: { readonly type: string; readonly value?: unknown };
}

export interface PalletAt {
  readonly index: number;
  readonly pallet: Pallet;
}

/** Pallets joined into one runtime: their outer enums, and the view of it that pallets have. */
export interface Assembly {
  /** In the order of their indices; hooks run in this order. */
  readonly pallets: readonly PalletAt[];
  readonly call: Shape<RuntimeCall>;
  readonly event: Shape<RuntimeEvent>;
  readonly error: Shape<unknown>;
  readonly holdReason: Shape<unknown>;
  /** The context for one piece of work on a state. */
  context(state: Externalities): Context;
}

/** What the pallets of a runtime are made with, so that they can hold calls of that runtime. */
export interface OuterTypes {
  readonly call: Shape<RuntimeCall>;
}

export interface AssemblyOptions {
  /** The crate that the outer enums' type paths name. */
  readonly crate: string;
  /** The pallets by index; `outer` is for those that carry calls of the whole runtime. */
  readonly pallets: (outer: OuterTypes) => Readonly<Record<number, Pallet>>;
  /** How an event of a pallet, which is known by its index, gets into the block: the system pallet's part. */
  readonly depositEvent: <E>(context: Context, pallet: number, codec: Codec<E>, event: E) => void;
}

/**
 * Joins pallets into a runtime.
 *
 * @throws BadPallet for an index that is no byte, and for two pallets of one name
 */
export function assemble(options: AssemblyOptions): Assembly {
  const shapeOfCall: Shape<RuntimeCall> = lazy(() => call);
  const pallets = Object.entries(options.pallets({ call: shapeOfCall }))
    .map(([index, pallet]) => ({ index: Number(index), pallet }))
    .sort((left, right) => left.index - right.index);
  checkTogether(pallets);
  const byName = new Map(pallets.map((at) => [at.pallet.name, at]));
  const outer = (name: string, typeOf: (pallet: Pallet) => Shape<unknown> | undefined) =>
    outerEnum([options.crate, name], pallets, typeOf);
  const call = outer('RuntimeCall', ({ types }) => types.call) as Shape<RuntimeCall>;

  const find = (name: string): PalletAt => {
    const at = byName.get(name);
    if (at === undefined)
      throw new TypeError(`the runtime has no pallet ${name}: add it where the runtime is put together`);
    return at;
  };
  const callOf = ({ type, value }: RuntimeCall) => {
    const definition = find(type).pallet.calls[value.type];
    if (definition === undefined) throw new TypeError(`pallet ${type} has no call ${value.type}`);
    return definition;
  };
  // Calls nest (batches of batches), and what a call announces is asked for at every level: of those with others in
  // them it is remembered, so that the work is linear in the size of the call.
  const announced = new WeakMap<RuntimeCall, DispatchInfo>();
  let asked = 0;
  let last: { readonly call: RuntimeCall; readonly info: DispatchInfo } | undefined;
  // The arguments were decoded by the shape of this very call, which is what makes the casts true.
  const dispatchInfo = (runtimeCall: RuntimeCall): DispatchInfo => {
    const before = ++asked;
    if (last?.call === runtimeCall) return last.info;
    const known = announced.get(runtimeCall);
    if (known !== undefined) return known;
    const info = callOf(runtimeCall).info(runtimeCall.value.value as Record<string, unknown>, view);
    if (asked > before) announced.set(runtimeCall, info);
    last = { call: runtimeCall, info };
    return info;
  };
  const view: RuntimeView = {
    palletIndex: (name) => find(name).index,
    dispatchInfo,
    depositEvent: (context, name, codec, event) =>
      options.depositEvent(context, find(name).index, codec, event),
    readAhead(context, runtimeCall) {
      const places = callOf(runtimeCall).reads(runtimeCall.value.value as Record<string, unknown>);
      for (const place of places) place.peek(context);
    },
    dispatch: (context, runtimeCall, origin) =>
      dispatch(context, () =>
        callOf(runtimeCall).run(context, origin, runtimeCall.value.value as Record<string, unknown>),
      ),
  };
  return {
    pallets,
    call,
    event: outer('RuntimeEvent', ({ types }) => types.event) as Shape<RuntimeEvent>,
    error: outer('RuntimeError', ({ types }) => types.error),
    holdReason: outer('RuntimeHoldReason', ({ types }) => types.holdReason),
    context: (state) => ({ state, runtime: view }),
  };
}

function outerEnum(
  path: readonly string[],
  pallets: readonly PalletAt[],
  typeOf: (pallet: Pallet) => Shape<unknown> | undefined,
): Shape<unknown> {
  const arms: Record<string, Shape<unknown>> = {};
  const indices: Record<string, number> = {};
  for (const { index, pallet } of pallets) {
    const type = typeOf(pallet);
    if (type === undefined) continue;
    arms[pallet.name] = type;
    indices[pallet.name] = index;
  }
  return variant(path, arms, { indices });
}
