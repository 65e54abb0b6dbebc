import { type Codec, createCodec } from './codec.ts';
import { snakeCase } from './names.ts';
import { unit } from './primitives.ts';
import type { Of, Shape, TypeField, TypeRegistry } from './shape.ts';

/** Named fields, in encoding order. */
export type Fields = Readonly<Record<string, Shape<unknown>>>;
export type FieldValues<F extends Fields> = { -readonly [K in keyof F]: Of<F[K]> };
export type TupleValues<S extends readonly Shape<unknown>[]> = { -readonly [K in keyof S]: Of<S[K]> };

interface Step {
  readonly name: string;
  readonly codec: Codec<unknown>;
}

/** The bytes of named fields one after the other. */
export function fieldsCodec<F extends Fields>(fields: F): Codec<FieldValues<F>> {
  // Steps in plain arrays: this runs for every value that is stored, read or sent.
  const steps = Object.entries(fields).map(([name, { codec }]) => ({ name, codec }));
  if (steps.length === 0) {
    const nothing = Object.freeze({}) as FieldValues<F>;
    return createCodec<FieldValues<F>>(
      () => {},
      () => nothing,
    );
  }
  return createCodec<FieldValues<F>>(
    (output, value) => {
      for (let i = 0; i < steps.length; i++) {
        const { name, codec } = steps[i] as Step;
        codec.write(output, value[name]);
      }
    },
    (input) => {
      const value: Record<string, unknown> = {};
      for (let i = 0; i < steps.length; i++) {
        const { name, codec } = steps[i] as Step;
        value[name] = codec.read(input);
      }
      return value as FieldValues<F>;
    },
  );
}

/** Scale-info of named fields; `camelCase` names appear in metadata as `snake_case`. */
export function fieldTypes(fields: Fields, registry: TypeRegistry): TypeField[] {
  return Object.entries(fields).map(([name, inner]) => field(snakeCase(name), inner, registry));
}

/** Generic parameters of a named type: name → type. */
export type Params = Readonly<Record<string, Shape<unknown>>>;

/** Scale-info of generic parameters. */
export function paramTypes(
  params: Params | undefined,
  registry: TypeRegistry,
): { name: string; type: number }[] {
  return Object.entries(params ?? {}).map(([name, shape]) => ({ name, type: shape.register(registry) }));
}

/** Scale-info of one field. */
export function field(name: string | undefined, inner: Shape<unknown>, registry: TypeRegistry): TypeField {
  return { name, type: inner.register(registry), typeName: undefined, docs: [] };
}

export function tuple<const S extends readonly Shape<unknown>[]>(...inner: S): Shape<TupleValues<S>> {
  const codecs = inner.map(({ codec }) => codec);
  return {
    codec: createCodec<TupleValues<S>>(
      (output, value) => {
        for (let i = 0; i < codecs.length; i++) codecs[i]?.write(output, value[i]);
      },
      (input) => {
        const value: unknown[] = new Array(codecs.length); // a list that grows by one has room for 17 at once
        for (let i = 0; i < codecs.length; i++) value[i] = codecs[i]?.read(input);
        return value as unknown as TupleValues<S>;
      },
    ),
    register(registry) {
      if (inner.length === 0) return unit.register(registry);
      const ids = inner.map((shape) => shape.register(registry));
      return registry.add(`(${ids.join(',')})`, () => ({ def: { tag: 'tuple', value: ids } }));
    },
  };
}
