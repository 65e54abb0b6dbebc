import { createCodec } from './codec.ts';
import { ScaleError } from './errors.ts';
import {
  type Fields,
  type FieldValues,
  field,
  fieldsCodec,
  fieldTypes,
  type Params,
  paramTypes,
} from './fields.ts';
import { bytes, u8 } from './primitives.ts';
import type { Shape } from './shape.ts';

export { tuple } from './fields.ts';
export { type VariantValue, variant } from './variants.ts';

const BOUNDED_VEC = ['bounded_collections', 'bounded_vec', 'BoundedVec'];
const WEAK_BOUNDED_VEC = ['bounded_collections', 'weak_bounded_vec', 'WeakBoundedVec'];

/** `[u8; n]`. */
export function fixedBytes(length: number): Shape<Uint8Array> {
  return {
    codec: createCodec<Uint8Array>(
      (output, value) => {
        if (value.length !== length) {
          throw new ScaleError('OutOfRange', `${length} bytes wanted, ${value.length} given`);
        }
        output.bytes(value);
      },
      (input) => input.take(length),
    ),
    register(registry) {
      const type = u8.register(registry);
      return registry.add(`[u8; ${length}]`, () => ({ def: { tag: 'array', value: { len: length, type } } }));
    },
  };
}

/** A named type around one unnamed value; its bytes are those of the value. */
export function newtype<T>(path: readonly string[], inner: Shape<T>): Shape<T> {
  const shape: Shape<T> = {
    codec: inner.codec,
    register: (registry) =>
      registry.add(shape, () => ({
        path,
        def: { tag: 'composite', value: [field(undefined, inner, registry)] },
      })),
  };
  return shape;
}

/** A 32-byte hash. */
export const h256: Shape<Uint8Array> = newtype(['primitive_types', 'H256'], fixedBytes(32));

/** A 32-byte account as `0x` and 64 lowercase hex digits, so that accounts compare with `===`. */
export const accountId: Shape<string> = newtype(['sp_core', 'crypto', 'AccountId32'], {
  codec: createCodec<string>(
    (output, value) => {
      output.hex(value);
      if (value.length !== 66) throw new ScaleError('OutOfRange', `${value} is not an account of 32 bytes`);
    },
    (input) => input.account(),
  ),
  register: fixedBytes(32).register,
});

/** A named record. `params` are the generic parameters that its Rust type shows. */
export function struct<const F extends Fields>(
  path: readonly string[],
  fields: F,
  params?: Params,
): Shape<FieldValues<F>> {
  const shape: Shape<FieldValues<F>> = {
    codec: fieldsCodec(fields),
    register: (registry) =>
      registry.add(shape, () => ({
        path,
        params: paramTypes(params, registry),
        def: { tag: 'composite', value: fieldTypes(fields, registry) },
      })),
  };
  return shape;
}

export function vec<T>(inner: Shape<T>): Shape<T[]> {
  return {
    codec: createCodec<T[]>(
      (output, value) => {
        output.compactNumber(value.length);
        for (const element of value) inner.codec.write(output, element);
      },
      (input) => {
        const count = input.length();
        const value: T[] = [];
        for (let index = 0; index < count; index++) value.push(inner.codec.read(input));
        return value;
      },
    ),
    register(registry) {
      const id = inner.register(registry);
      return registry.add(`Vec<${id}>`, () => ({ def: { tag: 'sequence', value: id } }));
    },
  };
}

function bounded<T extends { length: number }>(inner: Shape<T>, max: number): Shape<T> {
  const checked = (value: T): T => {
    if (value.length > max)
      throw new ScaleError('TooLong', `${value.length} elements, at most ${max} are allowed`);
    return value;
  };
  return {
    codec: createCodec<T>(
      (output, value) => inner.codec.write(output, checked(value)),
      (input) => checked(inner.codec.read(input)),
    ),
    register(registry) {
      const id = inner.register(registry);
      return registry.add(`BoundedVec<${id}>`, () => ({
        path: BOUNDED_VEC,
        def: { tag: 'composite', value: [{ name: undefined, type: id, typeName: undefined, docs: [] }] },
      }));
    },
  };
}

/** `BoundedVec<T, max>`: neither encodes nor decodes more than `max` elements. */
export function boundedVec<T>(inner: Shape<T>, max: number): Shape<T[]> {
  return bounded(vec(inner), max);
}

/** `WeakBoundedVec<T, _>`: its bound is for whoever writes it, and its bytes may have more elements. */
export function weakBoundedVec<T>(inner: Shape<T>): Shape<T[]> {
  return newtype(WEAK_BOUNDED_VEC, vec(inner));
}

/** `BoundedVec<u8, max>`. */
export function boundedBytes(max: number): Shape<Uint8Array> {
  return bounded(bytes, max);
}

/** `Option<T>`; `None` is `undefined`. */
export function option<T>(inner: Shape<T>): Shape<T | undefined> {
  return {
    codec: createCodec<T | undefined>(
      (output, value) => {
        output.u8(value === undefined ? 0 : 1);
        if (value !== undefined) inner.codec.write(output, value);
      },
      (input) => {
        const byte = input.u8();
        if (byte > 1) throw new ScaleError('NotCanonical', `${byte} is not the mark of an Option`);
        return byte === 1 ? inner.codec.read(input) : undefined;
      },
    ),
    register(registry) {
      const type = inner.register(registry);
      return registry.add(`Option<${type}>`, () => ({
        path: ['Option'],
        params: [{ name: 'T', type }],
        def: {
          tag: 'variant',
          value: [
            { name: 'None', fields: [], index: 0, docs: [] },
            {
              name: 'Some',
              fields: [{ name: undefined, type, typeName: undefined, docs: [] }],
              index: 1,
              docs: [],
            },
          ],
        },
      }));
    },
  };
}
