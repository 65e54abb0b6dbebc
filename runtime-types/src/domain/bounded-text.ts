import { createCodec } from '../scale/codec.ts';
import { ScaleError } from '../scale/errors.ts';
import { str } from '../scale/primitives.ts';
import type { Shape } from '../scale/shape.ts';

const encoder = new TextEncoder();

function checked(text: string, max: number): string {
  const length = encoder.encode(text).length;
  if (length > max) throw new ScaleError('TooLong', `a text of ${length} bytes, at most ${max} are allowed`);
  return text;
}

/** UTF-8 text of at most `max` bytes. */
export function boundedText(max: number): Shape<string> {
  return {
    codec: createCodec<string>(
      (output, value) => str.codec.write(output, checked(value, max)),
      (input) => checked(str.codec.read(input), max),
    ),
    register: str.register,
  };
}
