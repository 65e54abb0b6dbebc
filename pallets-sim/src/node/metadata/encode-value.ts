import { ScaleWriter } from '@plumbline/runtime-types/scale/writer';
import { concatBytes } from '../bytes.ts';
import { isObject } from '../chain-spec/lossless-json.ts';
import { NodeError } from '../errors.ts';
import { compact, vecOf, withLength } from '../scale.ts';
import { accountOf, bad, bytesOf, encodePrimitive, wholeNumber } from './encode-plain-value.ts';
import type { RuntimeMetadata, TypeDefinition } from './runtime-metadata.ts';

type Fields = Extract<TypeDefinition['def'], { tag: 'composite' }>['value'];

/** Types may hold themselves; values of such types end here at the latest. */
const LONGEST_PATH = 1000;

/**
 * The SCALE encoding of a value as people write it in JSON: numbers also as decimal texts, bytes in hex or as text,
 * accounts as addresses, enums as a name or `{ Name: value }`, options as null or the value. What is left out of a
 * struct is zero, empty, none, or the first variant.
 *
 * @param path where the value stands, for errors
 * @throws NodeError `BadOption`, which names the place
 */
export function encodeValue(
  lookup: RuntimeMetadata['lookup'],
  type: number,
  value: unknown,
  path: string,
): Uint8Array {
  if (path.length > LONGEST_PATH) throw bad(`${path.slice(0, 80)}…`, 'is nested too deep');
  const definition = lookup[type];
  if (!definition) throw new NodeError('RuntimeFailed', `the metadata has no type ${type}`);
  const { def } = definition;
  const inner = (id: number, item: unknown, at: string) => encodeValue(lookup, id, item, at);
  switch (def.tag) {
    case 'primitive':
      return encodePrimitive(def.value.tag, value, path);
    case 'compact': {
      const output = new ScaleWriter(17);
      output.compactBig(wholeNumber(value ?? 0, 128n, false, path), 128);
      return output.finish();
    }
    case 'composite':
      if (definition.path.at(-1) === 'AccountId32') return accountOf(value, path);
      return encodeFields(def.value, value, path, inner);
    case 'tuple':
      return encodeItems(def.value, value, path, inner);
    case 'array': {
      if (isByte(lookup, def.value.type) && typeof value === 'string') {
        return bytesOf(value, path, def.value.len);
      }
      const types = Array.from({ length: def.value.len }, () => def.value.type);
      return encodeItems(types, value, path, inner);
    }
    case 'sequence': {
      if (isByte(lookup, def.value) && typeof value === 'string') return withLength(bytesOf(value, path));
      const items = value ?? [];
      if (!Array.isArray(items)) throw bad(path, 'must be a list');
      return vecOf(items.map((item, i) => inner(def.value, item, `${path}[${i}]`)));
    }
    case 'variant': {
      if (definition.path[0] === 'Option') return encodeOption(def.value, value, path, inner);
      const [name, content] = variantOf(value, def.value[0]?.name, path);
      const variant = def.value.find((one) => sameName(one.name, name));
      if (!variant) {
        throw bad(path, `has no variant "${name}": there are ${def.value.map((one) => one.name).join(', ')}`);
      }
      return concatBytes(
        Uint8Array.of(variant.index),
        encodeFields(variant.fields, content, `${path}.${name}`, inner),
      );
    }
    case 'bitSequence': {
      const bits = typeof value === 'string' ? value : '';
      if (!/^[01]*$/.test(bits)) throw bad(path, 'must be bits such as "1011"');
      const bytes = new Uint8Array(Math.ceil(bits.length / 8));
      for (const [i, bit] of [...bits].entries())
        if (bit === '1') bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (1 << (i & 7));
      return concatBytes(compact(bits.length), bytes);
    }
  }
}

/** Whether two names are the same but for the case of the first letter and for underscores. */
export function sameName(a: string, b: string): boolean {
  const plain = (name: string) => name.replaceAll('_', '').toLowerCase();
  return plain(a) === plain(b);
}

type Inner = (type: number, value: unknown, path: string) => Uint8Array;

function encodeFields(fields: Fields, value: unknown, path: string, inner: Inner): Uint8Array {
  const [only] = fields;
  if (fields.length === 1 && only && only.name === undefined) return inner(only.type, value, path);
  if (fields.every(({ name }) => name === undefined)) {
    return encodeItems(
      fields.map(({ type }) => type),
      value,
      path,
      inner,
    );
  }
  const given = value ?? {};
  if (!isObject(given))
    throw bad(path, `must be an object with ${fields.map(({ name }) => name).join(', ')}`);
  const named = (name: string | undefined) =>
    Object.entries(given).find(([key]) => sameName(key, name ?? ''))?.[1];
  const unknown = Object.keys(given).find((key) => !fields.some(({ name }) => sameName(key, name ?? '')));
  if (unknown !== undefined) {
    throw bad(path, `has no "${unknown}": there are ${fields.map(({ name }) => name).join(', ')}`);
  }
  return concatBytes(...fields.map(({ name, type }) => inner(type, named(name), `${path}.${name}`)));
}

function encodeItems(types: readonly number[], value: unknown, path: string, inner: Inner): Uint8Array {
  const items = value ?? types.map(() => undefined);
  if (!Array.isArray(items) || items.length !== types.length) {
    throw bad(path, `must be a list of ${types.length}`);
  }
  return concatBytes(...types.map((type, i) => inner(type, items[i], `${path}[${i}]`)));
}

function encodeOption(
  variants: Extract<TypeDefinition['def'], { tag: 'variant' }>['value'],
  value: unknown,
  path: string,
  inner: Inner,
): Uint8Array {
  const type = variants.find(({ name }) => name === 'Some')?.fields[0]?.type;
  if (value === null || value === undefined || type === undefined) return Uint8Array.of(0);
  return concatBytes(Uint8Array.of(1), inner(type, value, path));
}

/** `"Name"`, `{ Name: content }`, or `{ type: "Name", value: content }`. */
function variantOf(value: unknown, first: string | undefined, path: string): [string, unknown] {
  if (value === undefined && first !== undefined) return [first, undefined];
  if (typeof value === 'string') return [value, undefined];
  if (isObject(value)) {
    if (typeof value.type === 'string') return [value.type, value.value];
    const [entry, more] = Object.entries(value);
    if (entry && !more) return entry;
  }
  throw bad(path, 'must be the name of a variant, or {"Name": value}');
}

function isByte(lookup: RuntimeMetadata['lookup'], type: number): boolean {
  const def = lookup[type]?.def;
  return def?.tag === 'primitive' && def.value.tag === 'u8';
}
