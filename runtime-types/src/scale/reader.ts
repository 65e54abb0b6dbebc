import { ScaleError } from './errors.ts';
import { accountText } from './known-accounts.ts';
import { smallBytes } from './small-bytes.ts';

/** The same nesting bound as Substrate's `MAX_EXTRINSIC_DEPTH`. */
const DEPTH_LIMIT = 256;

/** From here on, copying in one go is faster than byte by byte. */
const LONG = 64;

/** Where the bytes of a `u64` are put together: one view for all of them. */
const eight = new Uint8Array(8);
const eightAsView = new DataView(eight.buffer);

/**
 * A cursor over SCALE bytes. As strict as `parity-scale-codec`: it refuses what a Rust node would refuse
 * (truncated input, integers not in their shortest compact form), so no value has two encodings.
 */
export class ScaleReader {
  readonly #bytes: Uint8Array;
  #offset = 0;
  #depth = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get offset(): number {
    return this.#offset;
  }

  get remaining(): number {
    return this.#bytes.length - this.#offset;
  }

  /** The next `length` bytes, as a copy. Its `buffer` may hold other things beside it. */
  take(length: number): Uint8Array {
    const start = this.#advance(length);
    const bytes = smallBytes(length);
    if (length > LONG) bytes.set(this.#bytes.subarray(start, start + length));
    else for (let i = 0; i < length; i++) bytes[i] = this.#byte(start + i);
    return bytes;
  }

  /** A sequence of bytes with its length in front, as it lies there: to be looked at, not to be kept. */
  withLength(): Uint8Array {
    const start = this.#offset;
    this.#advance(this.length());
    return this.#bytes.subarray(start, this.#offset);
  }

  /** The next 32 bytes, an account, in hex, `0x…`. */
  account(): string {
    return accountText(this.#bytes, this.#advance(32));
  }

  u8(): number {
    return this.#byte(this.#advance(1));
  }

  u16(): number {
    const start = this.#advance(2);
    return this.#byte(start) | (this.#byte(start + 1) << 8);
  }

  u32(): number {
    const start = this.#advance(4);
    const low = this.#byte(start) | (this.#byte(start + 1) << 8) | (this.#byte(start + 2) << 16);
    return (low | (this.#byte(start + 3) << 24)) >>> 0;
  }

  i32(): number {
    return this.u32() | 0;
  }

  u64(): bigint {
    const start = this.#advance(8);
    for (let i = 0; i < 8; i++) eight[i] = this.#byte(start + i);
    return eightAsView.getBigUint64(0, true);
  }

  u128(): bigint {
    const low = this.u64();
    const high = this.u64();
    return high === 0n ? low : (high << 64n) | low;
  }

  /** A compact integer that fits u32. */
  compactNumber(): number {
    const first = this.u8();
    switch (first & 3) {
      case 0:
        return first >>> 2;
      case 1:
        return canonical(((this.u8() << 8) | first) >>> 2, 0x3f);
      case 2: {
        this.#offset -= 1;
        return canonical(this.u32() >>> 2, 0x3fff);
      }
      default:
        if (first !== 3) throw new ScaleError('OutOfRange', 'a compact integer does not fit u32');
        return canonical(this.u32(), 0x3fffffff);
    }
  }

  /** A compact integer of at most `maxBytes` bytes (8 for u64, 16 for u128). */
  compactBig(maxBytes: number): bigint {
    const first = this.#bytes[this.#offset];
    if (first === undefined || (first & 3) !== 3 || first === 3) return BigInt(this.compactNumber());
    this.#offset += 1;
    const length = (first >>> 2) + 4;
    if (length > maxBytes)
      throw new ScaleError('OutOfRange', `a compact integer takes over ${maxBytes} bytes`);
    const start = this.#advance(length);
    let value = 0n;
    for (let index = length - 1; index >= 0; index--) {
      value = (value << 8n) | BigInt(this.#byte(start + index));
    }
    if (value >> BigInt(8 * (length - 1)) === 0n) throw notShortest();
    return value;
  }

  /** The length of a sequence. Elements take at least a byte each, so a length beyond the input is refused. */
  length(): number {
    const count = this.compactNumber();
    if (count > this.remaining) {
      throw new ScaleError(
        'EndOfInput',
        `a sequence claims ${count} elements, ${this.remaining} bytes are left`,
      );
    }
    return count;
  }

  /** Reads one level deeper; recursive types go through here so that hostile input cannot exhaust the stack. */
  nested<T>(read: () => T): T {
    if (this.#depth >= DEPTH_LIMIT) {
      throw new ScaleError('TooDeep', `a value is nested more than ${DEPTH_LIMIT} levels deep`);
    }
    this.#depth += 1;
    const value = read();
    this.#depth -= 1;
    return value;
  }

  /** Only within what `#advance` has let pass. */
  #byte(at: number): number {
    return this.#bytes[at] as number;
  }

  #advance(length: number): number {
    const start = this.#offset;
    if (length > this.#bytes.length - start) {
      throw new ScaleError(
        'EndOfInput',
        `${length} bytes wanted at offset ${start} of ${this.#bytes.length}`,
      );
    }
    this.#offset = start + length;
    return start;
  }
}

function canonical(value: number, mustExceed: number): number {
  if (value <= mustExceed) throw notShortest();
  return value;
}

function notShortest(): ScaleError {
  return new ScaleError('NotCanonical', 'a compact integer is not in its shortest form');
}
