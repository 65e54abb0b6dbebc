import { ScaleError } from './errors.ts';
import { ScaleReader } from './reader.ts';
import { ScaleWriter } from './writer.ts';

/**
 * Encodes and decodes values of one SCALE type.
 *
 * Written here rather than taken from `scale-ts` because a state transition needs a strict decoder: `scale-ts`
 * accepts truncated byte strings, booleans above one, over-long integers and trailing bytes, and reads the wrong
 * place when it is given a view into a larger buffer.
 */
export interface Codec<T> {
  /** The bytes of a value; throws `ScaleError` when the type cannot hold it. */
  enc(value: T): Uint8Array;
  /** The value of exactly these bytes; throws `ScaleError` when they are anything else. */
  dec(bytes: Uint8Array): T;
  /** Appends a value inside a larger one. */
  write(output: ScaleWriter, value: T): void;
  /** Reads a value inside a larger one. */
  read(input: ScaleReader): T;
}

/** Writers that are free to be used: most values are small, and a buffer for each would cost more than to fill it. */
const spare: ScaleWriter[] = [];

/** Beyond this a writer is not kept. */
const MOST_KEPT_BYTES = 1 << 16;

function encode<T>(write: (output: ScaleWriter, value: T) => void, value: T): Uint8Array {
  const output = spare.pop() ?? new ScaleWriter(256); // its own, if what is written encodes something on the way
  try {
    write(output, value);
    return output.finish();
  } finally {
    output.clear();
    if (output.capacity <= MOST_KEPT_BYTES) spare.push(output);
  }
}

/** A codec from its two halves. */
export function createCodec<T>(
  write: (output: ScaleWriter, value: T) => void,
  read: (input: ScaleReader) => T,
): Codec<T> {
  return {
    write,
    read,
    enc: (value) => encode(write, value),
    dec(bytes) {
      const input = new ScaleReader(bytes);
      const value = read(input);
      if (input.remaining > 0) {
        throw new ScaleError('TrailingBytes', `${input.remaining} bytes are left over after the value`);
      }
      return value;
    },
  };
}
