import { createCodec } from './codec.ts';
import type { Shape } from './shape.ts';

/** A shape that is made later: for types that contain themselves. Input may nest 256 levels deep. */
export function lazy<T>(make: () => Shape<T>): Shape<T> {
  return {
    codec: createCodec<T>(
      (output, value) => make().codec.write(output, value),
      (input) => input.nested(() => make().codec.read(input)),
    ),
    register: (registry) => make().register(registry),
  };
}
