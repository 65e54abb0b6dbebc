import { partToHex } from './hex.ts';

/** A power of two: some thousand accounts make most of a chain's transactions. */
const SLOTS = 8192;
const ACCOUNT_BYTES = 32;

const bytesOf = new Uint8Array(SLOTS * ACCOUNT_BYTES);
const texts: (string | undefined)[] = Array.from({ length: SLOTS }, () => undefined);

/**
 * `0x…` of the account that lies at `start`. An account that was read lately is the same text as before, so one that
 * thousands of transactions name is in memory once, and is found in a map without looking at its digits.
 */
export function accountText(bytes: Uint8Array, start: number): string {
  const slot = ((bytes[start] as number) | ((bytes[start + 1] as number) << 8)) & (SLOTS - 1);
  const known = texts[slot];
  const offset = slot * ACCOUNT_BYTES;
  if (known !== undefined && isAt(offset, bytes, start)) return known;
  for (let i = 0; i < ACCOUNT_BYTES; i++) bytesOf[offset + i] = bytes[start + i] as number;
  const text = partToHex(bytes, start, start + ACCOUNT_BYTES);
  texts[slot] = text;
  return text;
}

function isAt(offset: number, bytes: Uint8Array, start: number): boolean {
  for (let i = 0; i < ACCOUNT_BYTES; i++) if (bytesOf[offset + i] !== bytes[start + i]) return false;
  return true;
}
