import { createCodec } from './codec.ts';
import { ScaleError } from './errors.ts';
import type { ScaleReader } from './reader.ts';
import type { Shape, TypeDefinition } from './shape.ts';
import type { ScaleWriter } from './writer.ts';

type PrimitiveName = Extract<TypeDefinition, { tag: 'primitive' }>['value']['tag'];

function primitive<T>(
  tag: PrimitiveName,
  write: (output: ScaleWriter, value: T) => void,
  read: (input: ScaleReader) => T,
): Shape<T> {
  return {
    codec: createCodec(write, read),
    register: (registry) =>
      registry.add(tag, () => ({ def: { tag: 'primitive', value: { tag, value: undefined } } })),
  };
}

function compactOf<T>(
  inner: Shape<T>,
  write: (output: ScaleWriter, value: T) => void,
  read: (input: ScaleReader) => T,
): Shape<T> {
  return {
    codec: createCodec(write, read),
    register(registry) {
      const id = inner.register(registry);
      return registry.add(`Compact<${id}>`, () => ({ def: { tag: 'compact', value: id } }));
    },
  };
}

export const u8: Shape<number> = primitive(
  'u8',
  (output, value) => output.u8(value),
  (input) => input.u8(),
);
export const u16: Shape<number> = primitive(
  'u16',
  (output, value) => output.u16(value),
  (input) => input.u16(),
);
export const u32: Shape<number> = primitive(
  'u32',
  (output, value) => output.u32(value),
  (input) => input.u32(),
);
export const i32: Shape<number> = primitive(
  'i32',
  (output, value) => output.i32(value),
  (input) => input.i32(),
);
export const u64: Shape<bigint> = primitive(
  'u64',
  (output, value) => output.u64(value),
  (input) => input.u64(),
);
export const u128: Shape<bigint> = primitive(
  'u128',
  (output, value) => output.u128(value),
  (input) => input.u128(),
);

export const bool: Shape<boolean> = primitive(
  'bool',
  (output, value) => output.u8(value ? 1 : 0),
  (input) => {
    const byte = input.u8();
    if (byte > 1) throw new ScaleError('NotCanonical', `${byte} is not a boolean`);
    return byte === 1;
  },
);

const utf8Encoder = new TextEncoder();
const utf8Decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 text; bytes that are not UTF-8 are refused. */
export const str: Shape<string> = primitive(
  'str',
  (output, value) => {
    const encoded = utf8Encoder.encode(value);
    output.compactNumber(encoded.length);
    output.bytes(encoded);
  },
  (input) => {
    const encoded = input.take(input.length());
    try {
      return utf8Decoder.decode(encoded);
    } catch {
      throw new ScaleError('NotCanonical', 'a text is not valid UTF-8');
    }
  },
);

/** `Vec<u8>` as one byte array. */
export const bytes: Shape<Uint8Array> = {
  codec: createCodec<Uint8Array>(
    (output, value) => {
      output.compactNumber(value.length);
      output.bytes(value);
    },
    (input) => input.take(input.length()),
  ),
  register(registry) {
    const id = u8.register(registry);
    return registry.add(`Vec<${id}>`, () => ({ def: { tag: 'sequence', value: id } }));
  },
};

/** `()`: no bytes at all. */
export const unit: Shape<undefined> = {
  codec: createCodec<undefined>(
    () => {},
    () => undefined,
  ),
  register: (registry) => registry.add('()', () => ({ def: { tag: 'tuple', value: [] } })),
};

export const compactU32: Shape<number> = compactOf(
  u32,
  (output, value) => output.compactNumber(value),
  (input) => input.compactNumber(),
);
export const compactU64: Shape<bigint> = compactOf(
  u64,
  (output, value) => output.compactBig(value, 64),
  (input) => input.compactBig(8),
);
export const compactU128: Shape<bigint> = compactOf(
  u128,
  (output, value) => output.compactBig(value, 128),
  (input) => input.compactBig(16),
);
