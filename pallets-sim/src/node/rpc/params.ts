import { fromHex } from '@plumbline/runtime-types/scale/hex';
import { addressBytes } from '../../crypto/address-bytes.ts';
import { isObject } from '../chain-spec/lossless-json.ts';
import { messageOf } from '../errors.ts';
import { invalidParams } from './errors.ts';

/**
 * The parameters of one call: a list, read by position, or an object, read by the names that Substrate gives them, in
 * camelCase or snake_case. Every complaint names the parameter.
 */
export class Params {
  readonly #list: readonly unknown[];
  readonly #named: Readonly<Record<string, unknown>> | undefined;

  /** @param values what stood in `params` */
  constructor(values: unknown) {
    if (values !== undefined && values !== null && !Array.isArray(values) && !isObject(values)) {
      throw invalidParams('they must be a list, or an object with names');
    }
    this.#list = Array.isArray(values) ? values : [];
    this.#named = isObject(values) ? values : undefined;
  }

  /** The parameter as it came; null counts as missing. */
  optional(index: number, name: string): unknown {
    if (!this.#named) return this.#list[index] ?? undefined;
    return this.#named[name] ?? this.#named[snakeCase(name)] ?? undefined;
  }

  text(index: number, name: string): string {
    const value = this.#required(index, name);
    if (typeof value !== 'string') throw wrong(index, name, 'must be a text');
    return value;
  }

  flag(index: number, name: string): boolean {
    const value = this.#required(index, name);
    if (typeof value !== 'boolean') throw wrong(index, name, 'must be true or false');
    return value;
  }

  /** A whole number of at most 32 bits. */
  number(index: number, name: string): number {
    return wholeNumber(this.#required(index, name), index, name);
  }

  /** Bytes written in hex. */
  bytes(index: number, name: string): Uint8Array {
    return hexBytes(this.#required(index, name), index, name);
  }

  bytesOr<T>(index: number, name: string, missing: T): Uint8Array | T {
    return this.optional(index, name) === undefined ? missing : this.bytes(index, name);
  }

  bytesList(index: number, name: string): Uint8Array[] {
    const value = this.#required(index, name);
    if (!Array.isArray(value)) throw wrong(index, name, 'must be a list of hex texts');
    return value.map((item) => hexBytes(item, index, name));
  }

  bytesListOr<T>(index: number, name: string, missing: T): Uint8Array[] | T {
    return this.optional(index, name) === undefined ? missing : this.bytesList(index, name);
  }

  /** A list of objects. */
  objects(index: number, name: string): Record<string, unknown>[] {
    const value = this.#required(index, name);
    if (!Array.isArray(value) || !value.every(isObject))
      throw wrong(index, name, 'must be a list of objects');
    return value;
  }

  /** A 32-byte hash. */
  hash(index: number, name: string): Uint8Array {
    return hashOf(this.#required(index, name), index, name);
  }

  /** One hash or a list of hashes. */
  hashes(index: number, name: string): Uint8Array[] {
    const value = this.#required(index, name);
    return (Array.isArray(value) ? value : [value]).map((item) => hashOf(item, index, name));
  }

  hashOr<T>(index: number, name: string, missing: T): Uint8Array | T {
    return this.optional(index, name) === undefined ? missing : this.hash(index, name);
  }

  #required(index: number, name: string): unknown {
    const value = this.optional(index, name);
    if (value === undefined) throw wrong(index, name, 'is missing');
    return value;
  }
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The 32 bytes of an account, written as an SS58 address or in hex. */
export function accountBytes(address: string, index: number, name: string): Uint8Array {
  try {
    const decoded = addressBytes(address);
    if (decoded.length === 32) return decoded;
  } catch (error) {
    throw wrong(index, name, `must be an SS58 address: ${messageOf(error)}`);
  }
  throw wrong(index, name, 'must be the address of a 32-byte account');
}

/** A complaint about a parameter. */
export function wrong(index: number, name: string, problem: string) {
  return invalidParams(`parameter ${index + 1} (${name}) ${problem}`);
}

/** A number as JSON-RPC clients write it: a JSON number, or hex. */
export function wholeNumber(value: unknown, index: number, name: string): number {
  const number = typeof value === 'string' && /^0x[0-9a-fA-F]{1,8}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 0 || number > 0xffffffff) {
    throw wrong(index, name, 'must be a whole number from 0 to 2^32 - 1');
  }
  return number;
}

function hashOf(value: unknown, index: number, name: string): Uint8Array {
  const hash = hexBytes(value, index, name);
  if (hash.length !== 32) throw wrong(index, name, `must be a hash of 32 bytes, not ${hash.length}`);
  return hash;
}

/** Bytes as a client writes them in hex. */
export function hexBytes(value: unknown, index: number, name: string): Uint8Array {
  if (typeof value !== 'string') throw wrong(index, name, 'must be a hex text such as "0x00ff"');
  if (value === '') return new Uint8Array(); // as Substrate and the JSON-RPC interface specification have it
  try {
    return fromHex(value);
  } catch (error) {
    throw wrong(index, name, `is bad: ${messageOf(error)}`);
  }
}
