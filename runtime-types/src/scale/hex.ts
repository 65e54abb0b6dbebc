const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Node's own, several times as fast and one piece of text; a browser has none. */
const hexSlice = (globalThis as { Buffer?: typeof Buffer }).Buffer?.prototype.hexSlice;

/** `0x…`, lowercase. */
export const toHex: (bytes: Uint8Array) => string =
  hexSlice === undefined ? digitByDigit : (bytes) => `0x${hexSlice.call(bytes)}`;

function digitByDigit(bytes: Uint8Array): string {
  let text = '0x';
  for (const byte of bytes) text += DIGITS[byte];
  return text;
}

/** Bytes of `0x…`; throws a `TypeError` when the text is not an even number of hex digits after `0x`. */
export function fromHex(text: string): Uint8Array {
  if (text.length % 2 !== 0 || !text.startsWith('0x')) throw notHex(text);
  const bytes = new Uint8Array((text.length - 2) / 2);
  for (let index = 0; index < bytes.length; index++) {
    const high = digit(text.charCodeAt(2 + 2 * index));
    const low = digit(text.charCodeAt(3 + 2 * index));
    if (high < 0 || low < 0) throw notHex(text);
    bytes[index] = (high << 4) | low;
  }
  return bytes;
}

function digit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 97 && code <= 102) return code - 87;
  if (code >= 65 && code <= 70) return code - 55;
  return -1;
}

function notHex(text: string): TypeError {
  const shown = text.length > 24 ? `${text.slice(0, 24)}…` : text;
  return new TypeError(`"${shown}" is not hex: write 0x and an even number of hex digits`);
}
