import type { Codec } from '@plumbline/runtime-types/scale/codec';
import type { Externalities } from '../runtime/api.ts';
import type { DispatchErrorValue } from './dispatch-error.ts';
import type { Origin } from './origin.ts';
import type { DispatchInfo, PostDispatchInfo } from './weight.ts';

/** A call of any pallet, decoded: `{ type: 'Balances', value: { type: 'transferKeepAlive', value: { … } } }`. */
export interface RuntimeCall {
  readonly type: string;
  readonly value: { readonly type: string; readonly value: unknown };
}

/** What became of a dispatched call. On failure nothing that it wrote remains. */
export type DispatchOutcome =
  | { readonly ok: true; readonly post: PostDispatchInfo }
  | { readonly ok: false; readonly error: DispatchErrorValue; readonly post: PostDispatchInfo };

/** What pallets may ask of the runtime that they are part of. */
export interface RuntimeView {
  /** The index byte of a pallet; throws when the runtime does not have it. */
  palletIndex(pallet: string): number;
  /** Records an event of a pallet. */
  depositEvent<E>(context: Context, pallet: string, codec: Codec<E>, event: E): void;
  /** What a call announces about itself: weight, class, whether it pays. */
  dispatchInfo(call: RuntimeCall): DispatchInfo;
  /** Reads what the call says that it will read: whoever remembers what was read last has it at hand then. */
  readAhead(context: Context, call: RuntimeCall): void;
  /** Runs a call in a storage layer of its own. */
  dispatch(context: Context, call: RuntimeCall, origin: Origin): DispatchOutcome;
}

/** Handed to everything a pallet does: the state it works on and the runtime around it. */
export interface Context {
  readonly state: Externalities;
  readonly runtime: RuntimeView;
}
