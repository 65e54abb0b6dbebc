import { ScaleError } from './errors.ts';
import { notHex, putHex } from './hex.ts';
import { smallBytes } from './small-bytes.ts';

const MAX_U64 = 2n ** 64n - 1n;
const MAX_U128 = 2n ** 128n - 1n;
const MOST_EXACT = BigInt(Number.MAX_SAFE_INTEGER);

/** From here on, copying in one go is faster than byte by byte. */
const LONG = 32;

/** A growing buffer that SCALE values are appended to. */
export class ScaleWriter {
  #bytes: Uint8Array;
  #view: DataView;
  #length = 0;

  constructor(capacity = 64) {
    this.#bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.#bytes.buffer);
  }

  /** How many bytes it can hold before it grows. */
  get capacity(): number {
    return this.#bytes.length;
  }

  /** How many bytes were written. */
  get length(): number {
    return this.#length;
  }

  /** Forgets what was written. */
  clear(): void {
    this.#length = 0;
  }

  /** Forgets all but the first so many bytes. */
  truncate(length: number): void {
    this.#length = Math.min(length, this.#length);
  }

  // Room is reserved before the view is looked at: making room may replace it.

  /** What was written, as a copy. Its `buffer` may hold other things beside it. */
  finish(): Uint8Array<ArrayBuffer> {
    if (this.#length > 256) return this.#bytes.slice(0, this.#length);
    const bytes = smallBytes(this.#length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = this.#bytes[i] as number;
    return bytes;
  }

  /** What was written, as it lies there: to be looked at before more is written, not to be kept. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  bytes(part: Uint8Array): void {
    const start = this.#reserve(part.length);
    if (part.length > LONG) this.#bytes.set(part, start);
    else for (let i = 0; i < part.length; i++) this.#bytes[start + i] = part[i] as number;
  }

  /** The bytes of `0x…`; throws `TypeError` when that is not an even number of hex digits. */
  hex(text: string): void {
    if (text.length % 2 !== 0 || !text.startsWith('0x')) throw notHex(text);
    const start = this.#reserve((text.length - 2) / 2);
    putHex(text, this.#bytes, start);
  }

  u8(value: number): void {
    check(value, 0, 0xff, 'u8');
    const start = this.#reserve(1);
    this.#view.setUint8(start, value);
  }

  u16(value: number): void {
    check(value, 0, 0xffff, 'u16');
    const start = this.#reserve(2);
    this.#view.setUint16(start, value, true);
  }

  u32(value: number): void {
    check(value, 0, 0xffffffff, 'u32');
    const start = this.#reserve(4);
    this.#view.setUint32(start, value, true);
  }

  i32(value: number): void {
    check(value, -0x80000000, 0x7fffffff, 'i32');
    const start = this.#reserve(4);
    this.#view.setInt32(start, value, true);
  }

  u64(value: bigint): void {
    checkBig(value, MAX_U64, 64);
    const start = this.#reserve(8);
    this.#view.setBigUint64(start, value, true);
  }

  u128(value: bigint): void {
    checkBig(value, MAX_U128, 128);
    const start = this.#reserve(16);
    const fitsHalf = value <= MAX_U64; // as most do: parts of a bigint are made anew, at some cost
    this.#view.setBigUint64(start, fitsHalf ? value : value & MAX_U64, true);
    this.#view.setBigUint64(start + 8, fitsHalf ? 0n : value >> 64n, true);
  }

  compactNumber(value: number): void {
    check(value, 0, 0xffffffff, 'compact u32');
    if (value < 0x40) this.u8(value << 2);
    else if (value < 0x4000) this.u16((value << 2) | 1);
    else if (value < 0x40000000) this.u32(value * 4 + 2);
    else {
      this.u8(3);
      this.u32(value);
    }
  }

  compactBig(value: bigint, bits: 64 | 128): void {
    checkBig(value, bits === 64 ? MAX_U64 : MAX_U128, bits);
    if (value <= 0xffffffffn) {
      this.compactNumber(Number(value));
      return;
    }
    const lengthAt = this.#reserve(1);
    let length = 0;
    let rest = value;
    for (; rest > MOST_EXACT; rest >>= 8n) {
      this.u8(Number(rest & 0xffn));
      length += 1;
    }
    // What a number holds exactly is cut up as one: parts of a bigint are made anew, at some cost.
    for (let exact = Number(rest); exact > 0; exact = Math.floor(exact / 256)) {
      this.u8(exact % 256);
      length += 1;
    }
    this.#view.setUint8(lengthAt, ((length - 4) << 2) | 3);
  }

  #reserve(length: number): number {
    const start = this.#length;
    const needed = start + length;
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
      grown.set(this.#bytes.subarray(0, start));
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    this.#length = needed;
    return start;
  }
}

function check(value: number, low: number, high: number, type: string): void {
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new ScaleError('OutOfRange', `${value} does not fit ${type}`);
  }
}

function checkBig(value: bigint, high: bigint, bits: number): void {
  if (typeof value !== 'bigint' || value < 0n || value > high) {
    throw new ScaleError('OutOfRange', `${value} does not fit u${bits}`);
  }
}
