import { u16 } from '@plumbline/runtime-types/scale/primitives';
import type { Context } from './context.ts';
import { storagePrefix } from './hashers.ts';

/** What stands in place of an item's name in the key of a pallet's storage version. */
const POSTFIX = ':__STORAGE_VERSION__:';

/** The key under which the version of a pallet's storage lies: `twox128(pallet) ‖ twox128(":__STORAGE_VERSION__:")`. */
export const storageVersionKey = (pallet: string): Uint8Array => storagePrefix(pallet, POSTFIX);

/** The version in which a pallet's storage is; 0 where none was ever written. */
export function storageVersion(context: Context, pallet: string): number {
  const encoded = context.state.get(storageVersionKey(pallet));
  return encoded === undefined ? 0 : u16.codec.dec(encoded);
}

export function putStorageVersion(context: Context, pallet: string, version: number): void {
  context.state.put(storageVersionKey(pallet), u16.codec.enc(version));
}
