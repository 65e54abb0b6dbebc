import { createCodec } from '@plumbline/runtime-types/scale/codec';
import { accountId, fixedBytes } from '@plumbline/runtime-types/scale/composites';
import { bytes, unit } from '@plumbline/runtime-types/scale/primitives';
import type { Of, Shape } from '@plumbline/runtime-types/scale/shape';
import { variant } from '@plumbline/runtime-types/scale/variants';
import { DispatchFailure } from './dispatch-error.ts';

/** `Compact<()>`: the account index of a chain that has no indices. Takes no bytes. */
const noIndex: Shape<undefined> = {
  codec: createCodec<undefined>(
    () => {},
    () => undefined,
  ),
  register(registry) {
    const id = unit.register(registry);
    return registry.add(`Compact<${id}>`, () => ({ def: { tag: 'compact', value: id } }));
  },
};

/** How extrinsics and calls name an account. */
export const multiAddress = variant(
  ['sp_runtime', 'multiaddress', 'MultiAddress'],
  { Id: accountId, Index: noIndex, Raw: bytes, Address32: fixedBytes(32), Address20: fixedBytes(20) },
  { params: { AccountId: accountId, AccountIndex: unit } },
);

export type MultiAddress = Of<typeof multiAddress>;

export const addressOf = (account: string): MultiAddress => ({ type: 'Id', value: account });

/** The account of an address, or nothing: only `Id` names one on this chain. */
export function lookupAccount(address: MultiAddress): string | undefined {
  return address.type === 'Id' ? address.value : undefined;
}

/** The account of an address in a call; fails with `CannotLookup`. */
export function lookup(address: MultiAddress): string {
  const account = lookupAccount(address);
  if (account === undefined) throw new DispatchFailure({ type: 'CannotLookup' });
  return account;
}
