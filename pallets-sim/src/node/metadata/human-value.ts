import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { encodeAddress } from '@polkadot/util-crypto';
import { NodeError } from '../errors.ts';
import type { RuntimeMetadata, TypeDefinition } from './runtime-metadata.ts';

type Lookup = RuntimeMetadata['lookup'];
type Fields = Extract<TypeDefinition['def'], { tag: 'composite' }>['value'];
type Variants = Extract<TypeDefinition['def'], { tag: 'variant' }>['value'];

/** How values are shown. */
export interface HumanForm {
  readonly lookup: Lookup;
  /** Of addresses. */
  readonly ss58Prefix: number;
  /** Whether numbers have commas, as in values; in keys they have none. */
  readonly commas: boolean;
}

/**
 * Reads a value of a type and shows it as `toHuman` of `@polkadot/types` does: numbers as texts with commas, accounts
 * as addresses, bytes as text where they are one, enums as a name or `{ Name: value }`.
 *
 * @throws ScaleError when the bytes are none; NodeError `RuntimeFailed` when the metadata does not say what they are
 */
export function readHuman(form: HumanForm, type: number, input: ScaleReader): unknown {
  const definition = form.lookup[type];
  if (!definition) throw new NodeError('RuntimeFailed', `the metadata has no type ${type}`);
  const { def, path } = definition;
  switch (def.tag) {
    case 'primitive':
      return readPrimitive(form, def.value.tag, input);
    case 'compact':
      return shown(form, input.compactBig(64));
    case 'composite':
      if (path.at(-1) === 'AccountId32') return encodeAddress(input.take(32), form.ss58Prefix);
      if (path.at(-1) === 'EventRecord') return readEventRecord(form, def.value, input);
      return readFields(form, def.value, input);
    case 'tuple':
      return def.value.length === 0 ? null : def.value.map((item) => readHuman(form, item, input));
    case 'array':
      return isByte(form.lookup, def.value.type)
        ? readableBytes(input.take(def.value.len))
        : Array.from({ length: def.value.len }, () => readHuman(form, def.value.type, input));
    case 'sequence':
      return isByte(form.lookup, def.value)
        ? readableBytes(input.take(input.length()))
        : Array.from({ length: input.length() }, () => readHuman(form, def.value, input));
    case 'variant':
      return path[0] === 'Option' ? readOption(form, def.value, input) : readVariant(form, def.value, input);
    case 'bitSequence':
      return toHex(input.take(Math.ceil(input.compactNumber() / 8)));
  }
}

/** `snake_case` as `camelCase`. */
export const camelCase = (name: string): string =>
  name
    .replace(/_+(.)/g, (_, next: string) => next.toUpperCase())
    .replace(/^./, (first) => first.toLowerCase());

function readPrimitive(form: HumanForm, kind: string, input: ScaleReader): unknown {
  if (kind === 'bool') return input.u8() === 1;
  if (kind === 'str') return new TextDecoder().decode(input.take(input.length()));
  const [, sign, bits] = /^([ui])(\d+)$/.exec(kind) ?? [];
  if (!bits) throw new NodeError('RuntimeFailed', `a ${kind} cannot be shown`);
  const unsigned = input.take(Number(bits) / 8).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return shown(form, sign === 'i' ? BigInt.asIntN(Number(bits), unsigned) : unsigned);
}

function shown({ commas }: HumanForm, number: bigint): string {
  return commas ? number.toString().replace(/\B(?=(\d{3})+$)/g, ',') : number.toString();
}

/** As text where all of it can be printed, otherwise in hex. */
function readableBytes(bytes: Uint8Array): string {
  const isText = bytes.every(
    (byte) => byte < 127 && (byte >= 32 || byte === 9 || byte === 10 || byte === 13),
  );
  return isText ? new TextDecoder().decode(bytes) : toHex(bytes);
}

function readFields(form: HumanForm, fields: Fields, input: ScaleReader): unknown {
  const [only] = fields;
  if (only === undefined) return null;
  if (fields.length === 1 && only.name === undefined) return readHuman(form, only.type, input);
  if (fields.every(({ name }) => name === undefined)) {
    return fields.map(({ type }) => readHuman(form, type, input));
  }
  return Object.fromEntries(
    fields.map(({ name, type }) => [camelCase(name ?? ''), readHuman(form, type, input)]),
  );
}

function readVariant(form: HumanForm, variants: Variants, input: ScaleReader): unknown {
  const variant = variantOf(variants, input.u8());
  const content = readFields(form, variant.fields, input);
  return content === null ? variant.name : { [variant.name]: content };
}

function readOption(form: HumanForm, variants: Variants, input: ScaleReader): unknown {
  const type = variants.find(({ name }) => name === 'Some')?.fields[0]?.type;
  return input.u8() === 0 || type === undefined ? null : readHuman(form, type, input);
}

/** An event with its phase and topics: pallet, name and what it says. */
function readEventRecord(form: HumanForm, fields: Fields, input: ScaleReader): unknown {
  return Object.fromEntries(
    fields.map(({ name, type }) => [
      name,
      name === 'event' ? readEvent(form, type, input) : readHuman(form, type, input),
    ]),
  );
}

function readEvent(form: HumanForm, type: number, input: ScaleReader): unknown {
  const [pallet, event] = [variantsOf(form.lookup, type), input.u8()];
  const outer = variantOf(pallet, event);
  const inner = variantOf(variantsOf(form.lookup, outer.fields[0]?.type ?? type), input.u8());
  const index = toHex(Uint8Array.of(outer.index, inner.index));
  const content = readFields(form, inner.fields, input);
  const isPlain = inner.fields.length === 1 && inner.fields[0]?.name === undefined;
  const data = content === null ? [] : isPlain ? [content] : content;
  return { method: inner.name, section: camelCase(outer.name), index, data };
}

function variantsOf(lookup: Lookup, type: number): Variants {
  const def = lookup[type]?.def;
  if (def?.tag !== 'variant') throw new NodeError('RuntimeFailed', `type ${type} of the metadata is no enum`);
  return def.value;
}

function variantOf(variants: Variants, index: number): Variants[number] {
  const variant = variants.find((one) => one.index === index);
  if (!variant) throw new NodeError('RuntimeFailed', `the metadata has no variant ${index} of an enum`);
  return variant;
}

function isByte(lookup: Lookup, type: number): boolean {
  const def = lookup[type]?.def;
  return def?.tag === 'primitive' && def.value.tag === 'u8';
}
