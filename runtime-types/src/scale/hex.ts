import { smallBytes } from './small-bytes.ts';

const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Node's own, several times as fast and one piece of text; a browser has none. */
const { hexSlice, hexWrite } = (globalThis as { Buffer?: typeof Buffer }).Buffer?.prototype ?? {};

/** From so many characters on a call of Node's own is faster than a loop. */
const LONG = 80;

const BEYOND_BYTES = /[\u0100-\uffff]/;

/** `0x…`, lowercase, of the bytes from `start` up to `end`. */
export const partToHex: (bytes: Uint8Array, start: number, end: number) => string =
  hexSlice === undefined ? digitByDigit : (bytes, start, end) => `0x${hexSlice.call(bytes, start, end)}`;

/** `0x…`, lowercase. */
export function toHex(bytes: Uint8Array): string {
  return partToHex(bytes, 0, bytes.length);
}

function digitByDigit(bytes: Uint8Array, start: number, end: number): string {
  let text = '0x';
  for (let index = start; index < end; index++) text += DIGITS[bytes[index] as number];
  return text;
}

/** The digits of a `u32` as it is encoded, lowest byte first, with no `0x` before them. */
export function littleEndianHex(value: number): string {
  const digits = (shift: number): string => DIGITS[(value >>> shift) & 0xff] as string;
  return digits(0) + digits(8) + digits(16) + digits(24);
}

/** Bytes of `0x…`, as `smallBytes` makes them; throws a `TypeError` when the text is not an even number of hex digits after `0x`. */
export function fromHex(text: string): Uint8Array {
  if (text.length % 2 !== 0 || !text.startsWith('0x')) throw notHex(text);
  const bytes = smallBytes((text.length - 2) / 2);
  putHex(text, bytes, 0);
  return bytes;
}

/** Writes the bytes of `0x…` where there is room for them; throws as `fromHex` when a character is no digit. */
export function putHex(text: string, target: Uint8Array, offset: number): void {
  const length = (text.length >> 1) - 1;
  if (hexWrite && text.length >= LONG && offset + length <= target.length) {
    // It stops before the first character that is no digit, but of those beyond 0xff it looks at the low byte only.
    const written = BEYOND_BYTES.test(text) ? 0 : hexWrite.call(target, text.slice(2), offset, length);
    if (written !== length) throw notHex(text);
    return;
  }
  for (let at = 2; at + 1 < text.length; at += 2) {
    const high = digit(text.charCodeAt(at));
    const low = digit(text.charCodeAt(at + 1));
    if (high < 0 || low < 0) throw notHex(text);
    target[offset + at / 2 - 1] = (high << 4) | low;
  }
}

function digit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 97 && code <= 102) return code - 87;
  if (code >= 65 && code <= 70) return code - 55;
  return -1;
}

/** What is thrown for text that is not hex. */
export function notHex(text: string): TypeError {
  const shown = text.length > 24 ? `${text.slice(0, 24)}…` : text;
  return new TypeError(`"${shown}" is not hex: write 0x and an even number of hex digits`);
}
