import { newtype, struct } from '@plumbline/runtime-types/scale/composites';
import { u128 } from '@plumbline/runtime-types/scale/primitives';
import type { Of } from '@plumbline/runtime-types/scale/shape';

const TYPES = ['pallet_balances', 'types'];

/** An account's balances. `reserved` is the sum of its holds; `free` can be spent down to what `frozen` demands. */
export const accountData = struct([...TYPES, 'AccountData'], {
  free: u128,
  reserved: u128,
  frozen: u128,
  flags: newtype([...TYPES, 'ExtraFlags'], u128),
});

export type AccountData = Of<typeof accountData>;

/** The flag that Substrate sets on accounts whose reserves and freezes follow the rules of 2023 and later. */
const NEW_LOGIC = 1n << 127n;

export const EMPTY_ACCOUNT_DATA: Readonly<AccountData> = {
  free: 0n,
  reserved: 0n,
  frozen: 0n,
  flags: NEW_LOGIC,
};
