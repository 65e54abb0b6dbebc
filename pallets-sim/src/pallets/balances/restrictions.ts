import { fixedBytes, struct } from '@plumbline/runtime-types/scale/composites';
import { u128 } from '@plumbline/runtime-types/scale/primitives';
import type { Of } from '@plumbline/runtime-types/scale/shape';
import { variant } from '@plumbline/runtime-types/scale/variants';

const TYPES = ['pallet_balances', 'types'];

/**
 * A lock: so much of an account's balance cannot be used, for fees or for anything else. Locks lie over each other, so
 * the largest counts.
 */
export const balanceLock = struct(
  [...TYPES, 'BalanceLock'],
  {
    id: fixedBytes(8),
    amount: u128,
    reasons: variant([...TYPES, 'Reasons'], { Fee: null, Misc: null, All: null }),
  },
  { Balance: u128 },
);

/** A reserve that has a name. */
export const reserveData = struct(
  [...TYPES, 'ReserveData'],
  { id: fixedBytes(8), amount: u128 },
  { ReserveIdentifier: fixedBytes(8), Balance: u128 },
);

/** Why balance may be frozen: no pallet of this chain has a reason. */
const runtimeFreezeReason = variant(['plumbline_runtime', 'RuntimeFreezeReason'], {});

/** An amount below which the balance of an account must not fall, for a reason. */
export const freeze = struct(
  ['frame_support', 'traits', 'tokens', 'misc', 'IdAmount'],
  { id: runtimeFreezeReason, amount: u128 },
  { Id: runtimeFreezeReason, Balance: u128 },
);

export type Freeze = Of<typeof freeze>;
