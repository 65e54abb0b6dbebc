import { createCodec } from './codec.ts';
import { ScaleError } from './errors.ts';
import type { Shape } from './shape.ts';

/** `Result<T, E>`. */
export type Outcome<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export function result<T, E>(value: Shape<T>, error: Shape<E>): Shape<Outcome<T, E>> {
  return {
    codec: createCodec<Outcome<T, E>>(
      (output, outcome) => {
        output.u8(outcome.ok ? 0 : 1);
        if (outcome.ok) value.codec.write(output, outcome.value);
        else error.codec.write(output, outcome.error);
      },
      (input) => {
        const byte = input.u8();
        if (byte === 0) return { ok: true, value: value.codec.read(input) };
        if (byte === 1) return { ok: false, error: error.codec.read(input) };
        throw new ScaleError('NotCanonical', `${byte} is not the mark of a Result`);
      },
    ),
    register(registry) {
      const ids = [value.register(registry), error.register(registry)] as const;
      const arm = (name: string, index: 0 | 1) => ({
        name,
        fields: [{ name: undefined, type: ids[index], typeName: undefined, docs: [] }],
        index,
        docs: [],
      });
      return registry.add(`Result<${ids.join(',')}>`, () => ({
        path: ['Result'],
        params: [
          { name: 'T', type: ids[0] },
          { name: 'E', type: ids[1] },
        ],
        def: { tag: 'variant', value: [arm('Ok', 0), arm('Err', 1)] },
      }));
    },
  };
}
