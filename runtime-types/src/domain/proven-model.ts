import { accountId, h256, struct } from '../scale/composites.ts';
import { u8, u32 } from '../scale/primitives.ts';
import type { Of } from '../scale/shape.ts';

/** A model whose training was settled. */
export const provenModel = struct(['pallet_tasks', 'ProvenModel'], {
  programRoot: h256,
  /** State root of the last checkpoint. */
  stateRoot: h256,
  /** Tensors of the state. */
  stateCount: u32,
  /** Models that it was built on, one on the other. */
  depth: u8,
  solver: accountId,
});
export type ProvenModel = Of<typeof provenModel>;
