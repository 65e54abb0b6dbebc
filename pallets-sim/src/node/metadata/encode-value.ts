import { fromHex } from '@plumbline/runtime-types/scale/hex';
import { ScaleWriter } from '@plumbline/runtime-types/scale/writer';
import { decodeAddress } from '@polkadot/util-crypto';
import { concatBytes } from '../bytes.ts';
import { isObject } from '../chain-spec/lossless-json.ts';
import { messageOf, NodeError } from '../errors.ts';
import { compact, vecOf, withLength } from '../scale.ts';
import type { RuntimeMetadata, TypeDefinition } from './runtime-metadata.ts';

type Fields = Extract<TypeDefinition['def'], { tag: 'composite' }>['value'];

/** Types may hold themselves; values of such types end here at the latest. */
const LONGEST_PATH = 1000;
const HEX = /^0x(?:[0-9a-fA-F]{2})*$/;

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
      output.compactBig(wholeNumber(value ?? 0, 128n, false, path), 128n);
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

function encodePrimitive(kind: string, value: unknown, path: string): Uint8Array {
  if (kind === 'bool') {
    if (value !== undefined && typeof value !== 'boolean') throw bad(path, 'must be true or false');
    return Uint8Array.of(value ? 1 : 0);
  }
  if (kind === 'str') {
    if (value !== undefined && typeof value !== 'string') throw bad(path, 'must be a text');
    return withLength(new TextEncoder().encode(value ?? ''));
  }
  const [, sign, bits] = /^([ui])(\d+)$/.exec(kind) ?? [];
  if (!bits) throw bad(path, `is a ${kind}, which cannot be written here: give the whole value in hex`);
  let rest = BigInt.asUintN(Number(bits), wholeNumber(value ?? 0, BigInt(bits), sign === 'i', path));
  return Uint8Array.from({ length: Number(bits) / 8 }, () => {
    const byte = Number(rest & 0xffn);
    rest >>= 8n;
    return byte;
  });
}

/** A number, or a decimal or hex text, that fits so many bits. */
function wholeNumber(value: unknown, bits: bigint, isSigned: boolean, path: string): bigint {
  const text = typeof value === 'string' ? value.replaceAll(/[,_]/g, '') : value;
  const isText = typeof text === 'string' && /^(?:-?\d{1,80}|0x[0-9a-fA-F]{1,64})$/.test(text);
  if (!isText && !Number.isSafeInteger(value))
    throw bad(path, 'must be a whole number, in quotes when it is large');
  const number = BigInt(text as string | number);
  const [least, most] = isSigned ? [-(1n << (bits - 1n)), 1n << (bits - 1n)] : [0n, 1n << bits];
  if (number < least || number >= most) throw bad(path, `must fit ${isSigned ? 'i' : 'u'}${bits}`);
  return number;
}

function bytesOf(value: string, path: string, length?: number): Uint8Array {
  const bytes = HEX.test(value) ? fromHex(value) : new TextEncoder().encode(value);
  if (length !== undefined && bytes.length !== length) throw bad(path, `must have ${length} bytes`);
  return bytes;
}

function accountOf(value: unknown, path: string): Uint8Array {
  if (value === undefined) return new Uint8Array(32);
  if (typeof value !== 'string') throw bad(path, 'must be an address');
  try {
    const account = HEX.test(value) ? fromHex(value) : decodeAddress(value);
    if (account.length === 32) return account;
  } catch (error) {
    throw bad(path, `must be an address: ${messageOf(error)}`);
  }
  throw bad(path, 'must be the address of a 32-byte account');
}

function isByte(lookup: RuntimeMetadata['lookup'], type: number): boolean {
  const def = lookup[type]?.def;
  return def?.tag === 'primitive' && def.value.tag === 'u8';
}

function bad(path: string, problem: string): NodeError {
  return new NodeError('BadOption', `${path} ${problem}`);
}
