import { createCodec } from '@plumbline/runtime-types/scale/codec';
import type { Shape } from '@plumbline/runtime-types/scale/shape';

/** Types of the whole runtime that single pallets name in their storage and events. */
export const RUNTIME_EVENT = 'RuntimeEvent';
export const RUNTIME_HOLD_REASON = 'RuntimeHoldReason';

/** Why a part of a balance is held: the pallet's index and the reason's index within it. */
export interface HoldReasonId {
  readonly pallet: number;
  readonly reason: number;
}

/** `RuntimeHoldReason`. Every reason is a unit variant of a pallet's variant, so its bytes are the two indices. */
export const runtimeHoldReason: Shape<HoldReasonId> = {
  codec: createCodec<HoldReasonId>(
    (output, { pallet, reason }) => {
      output.u8(pallet);
      output.u8(reason);
    },
    (input) => ({ pallet: input.u8(), reason: input.u8() }),
  ),
  register: (registry) => registry.bound(RUNTIME_HOLD_REASON),
};

/** An event that a pallet has encoded already, behind its pallet's index. It can be written, not read. */
export const runtimeEvent: Shape<Uint8Array> = {
  codec: createCodec<Uint8Array>(
    (output, encoded) => output.bytes(encoded),
    () => {
      throw new TypeError('events are read with the event shape of the assembled runtime');
    },
  ),
  register: (registry) => registry.bound(RUNTIME_EVENT),
};
