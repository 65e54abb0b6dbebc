import { decodeAddress } from '@polkadot/util-crypto';

/** `0x` and 64 digits; SS58 addresses are shorter. */
const LONGEST = 66;

/**
 * The bytes of an account in an SS58 address of any network, or in hex. Throws an `Error` that says what is wrong. A
 * text that is too long is not read: reading base58 takes a time that grows with the square of its length.
 */
export function addressBytes(text: string): Uint8Array {
  if (text.length > LONGEST) throw new Error(`${text.length} characters are too many for one`);
  return decodeAddress(text);
}
