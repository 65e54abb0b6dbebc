import { toHex } from '@plumbline/runtime-types/scale/hex';
import { addressBytes } from '../crypto/address-bytes.ts';

/** Parsed JSON, with integers beyond 2⁵³ kept exact as bigint. */
export type Json =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** A genesis config that cannot be used; `path` says where in the document. */
export class GenesisError extends Error {
  readonly code = 'BadGenesis';
  readonly path: string;
  constructor(path: string, problem: string) {
    super(`genesis config, ${path}: ${problem}`);
    this.name = 'GenesisError';
    this.path = path;
  }
}

/** Longer than any that has a place on chain: to read a number takes a time that grows with the square of its length. */
const WHOLE_NUMBER = /^-?\d{1,80}$/;

/** Parses JSON without rounding large integers. */
export function parseJson(text: string): Json {
  const exact = (_key: string, value: unknown, context?: { source?: string }): unknown => {
    if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
    const source = context?.source;
    return source !== undefined && WHOLE_NUMBER.test(source) ? BigInt(source) : value;
  };
  try {
    return JSON.parse(text, exact) as Json;
  } catch (error) {
    throw new GenesisError('the document', `not JSON (${error instanceof Error ? error.message : error})`);
  }
}

export function readRecord(json: Json | undefined, path: string): { readonly [key: string]: Json } {
  if (typeof json !== 'object' || json === null || isList(json))
    throw new GenesisError(path, 'an object is wanted');
  return json;
}

export function readList(json: Json | undefined, path: string): readonly Json[] {
  if (json === undefined || !isList(json)) throw new GenesisError(path, 'a list is wanted');
  return json;
}

/** An integer from a JSON number or a decimal string. */
export function readInteger(json: Json | undefined, path: string): bigint {
  if (typeof json === 'bigint') return json;
  if (typeof json === 'number' && Number.isSafeInteger(json)) return BigInt(json);
  if (typeof json === 'string' && WHOLE_NUMBER.test(json) && !json.startsWith('-')) return BigInt(json);
  throw new GenesisError(path, 'a whole number is wanted');
}

/** A whole number that fits u32. */
export function readU32(json: Json | undefined, path: string): number {
  const integer = readInteger(json, path);
  if (integer < 0n || integer > 0xffffffffn) throw new GenesisError(path, `${integer} does not fit u32`);
  return Number(integer);
}

/** A balance: a whole number that fits u128. */
export function readBalance(json: Json | undefined, path: string): bigint {
  const integer = readInteger(json, path);
  if (integer < 0n || integer >> 128n !== 0n) throw new GenesisError(path, `${integer} does not fit u128`);
  return integer;
}

/** An account from an SS58 address or 0x and 64 hex digits. */
export function readAccount(json: Json | undefined, path: string): string {
  if (typeof json === 'string') {
    try {
      const account = addressBytes(json);
      if (account.length === 32) return toHex(account);
    } catch {
      // Not an address of any kind: the error below says so, with the place in the document.
    }
  }
  throw new GenesisError(path, 'an account is wanted: an SS58 address, or 0x and 64 hex digits');
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}
