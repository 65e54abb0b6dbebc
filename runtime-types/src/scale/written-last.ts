import { createCodec } from './codec.ts';
import type { Shape } from './shape.ts';

/** A shape that remembers the bytes of the value that it wrote last: for values that are shared and never change. */
export function writtenLast<T extends object>(shape: Shape<T>): Shape<T> {
  let last: { readonly value: T; readonly bytes: Uint8Array } | undefined;
  return {
    codec: createCodec<T>((output, value) => {
      if (last?.value !== value) last = { value, bytes: shape.codec.enc(value) };
      output.bytes(last.bytes);
    }, shape.codec.read),
    register: shape.register,
  };
}
