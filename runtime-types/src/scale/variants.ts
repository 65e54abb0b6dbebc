import { type Codec, createCodec } from './codec.ts';
import { ScaleError } from './errors.ts';
import {
  type Fields,
  type FieldValues,
  field,
  fieldsCodec,
  fieldTypes,
  type Params,
  paramTypes,
  type TupleValues,
  tuple,
} from './fields.ts';
import { unit } from './primitives.ts';
import type { Shape, TypeField, TypeRegistry } from './shape.ts';

/** What a variant carries: nothing, one unnamed value, several unnamed values, or named fields. */
export type Payload = null | Shape<unknown> | readonly Shape<unknown>[] | Fields;
export type PayloadValue<P> = P extends null
  ? undefined
  : P extends Shape<infer T>
    ? T
    : P extends readonly Shape<unknown>[]
      ? TupleValues<P>
      : P extends Fields
        ? FieldValues<P>
        : never;

export type Payloads = Readonly<Record<string, Payload>>;
/** `{ type: 'Name', value: … }`; unit variants need no `value`. */
export type VariantValue<V extends Payloads> = {
  [K in keyof V & string]: V[K] extends null
    ? { type: K; value?: undefined }
    : { type: K; value: PayloadValue<V[K]> };
}[keyof V & string];

export interface VariantOptions<V extends Payloads> {
  /** Index bytes; by default the position. */
  readonly indices?: Partial<Record<keyof V & string, number>>;
  /** How names are spelt in metadata, when not as here. */
  readonly spelling?: (name: string) => string;
  /** Generic parameters that the Rust type shows. */
  readonly params?: Params;
  /** Documentation lines for metadata. */
  readonly docs?: Partial<Record<keyof V & string, readonly string[]>>;
}

/**
 * A tagged union: one index byte, then what the variant carries.
 *
 * @throws TypeError where an index is no byte, or belongs to two variants
 */
export function variant<const V extends Payloads>(
  path: readonly string[],
  variants: V,
  options: VariantOptions<V> = {},
): Shape<VariantValue<V>> {
  const spelling = options.spelling ?? ((name: string) => name);
  const indices: Partial<Record<string, number>> = options.indices ?? {};
  const docs: Partial<Record<string, readonly string[]>> = options.docs ?? {};
  const arms = Object.entries(variants).map(([type, payload], position) => ({
    type,
    payload,
    index: indices[type] ?? position,
    codec: payloadCodec(payload),
    docs: [...(docs[type] ?? [])],
  }));
  checkIndices(path, arms);
  const byName = new Map(arms.map((arm) => [arm.type, arm]));
  const byIndex = new Map(arms.map((arm) => [arm.index, arm]));
  const name = path.at(-1) ?? 'variant';
  const shape: Shape<VariantValue<V>> = {
    codec: createCodec<VariantValue<V>>(
      (output, { type, value }) => {
        const arm = byName.get(type);
        if (arm === undefined)
          throw new ScaleError('UnknownVariant', `${name} has no variant "${String(type)}"`);
        output.u8(arm.index);
        arm.codec.write(output, value);
      },
      (input) => {
        const index = input.u8();
        const arm = byIndex.get(index);
        if (arm === undefined)
          throw new ScaleError('UnknownVariant', `${name} has no variant with index ${index}`);
        return { type: arm.type, value: arm.codec.read(input) } as VariantValue<V>;
      },
    ),
    register: (registry) =>
      registry.add(shape, () => ({
        path,
        params: paramTypes(options.params, registry),
        def: {
          tag: 'variant',
          value: arms.map((arm) => ({
            name: spelling(arm.type),
            fields: payloadTypes(arm.payload, registry),
            index: arm.index,
            docs: arm.docs,
          })),
        },
      })),
  };
  return shape;
}

function checkIndices(path: readonly string[], arms: readonly { type: string; index: number }[]): void {
  const names = new Map<number, string>();
  for (const { type, index } of arms) {
    const where = `${path.join('::')} "${type}"`;
    if (!Number.isInteger(index) || index < 0 || index > 255) {
      throw new TypeError(`${where} has index ${index}: give one from 0 to 255`);
    }
    const other = names.get(index);
    if (other !== undefined) {
      throw new TypeError(`${where} has index ${index}, which "${other}" has: give each its own`);
    }
    names.set(index, type);
  }
}

function isShape(payload: Shape<unknown> | Fields): payload is Shape<unknown> {
  return typeof payload.register === 'function';
}

function isList(payload: Exclude<Payload, null>): payload is readonly Shape<unknown>[] {
  return Array.isArray(payload);
}

function payloadCodec(payload: Payload): Codec<unknown> {
  if (payload === null) return unit.codec;
  if (isList(payload)) return tuple(...payload).codec;
  return isShape(payload) ? payload.codec : fieldsCodec(payload);
}

function payloadTypes(payload: Payload, registry: TypeRegistry): TypeField[] {
  if (payload === null) return [];
  if (isList(payload)) return payload.map((inner) => field(undefined, inner, registry));
  return isShape(payload) ? [field(undefined, payload, registry)] : fieldTypes(payload, registry);
}
