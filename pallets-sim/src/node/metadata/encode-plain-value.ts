import { fromHex } from '@plumbline/runtime-types/scale/hex';
import { addressBytes } from '../../crypto/address-bytes.ts';
import { messageOf, NodeError } from '../errors.ts';
import { withLength } from '../scale.ts';

const HEX = /^0x(?:[0-9a-fA-F]{2})*$/;

/** A number, a truth value or a text. */
export function encodePrimitive(kind: string, value: unknown, path: string): Uint8Array {
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
export function wholeNumber(value: unknown, bits: bigint, isSigned: boolean, path: string): bigint {
  const text = typeof value === 'string' ? value.replaceAll(/[,_]/g, '') : value;
  const isText = typeof text === 'string' && /^(?:-?\d{1,80}|0x[0-9a-fA-F]{1,64})$/.test(text);
  if (!isText && !Number.isSafeInteger(value))
    throw bad(path, 'must be a whole number, in quotes when it is large');
  const number = BigInt(text as string | number);
  const [least, most] = isSigned ? [-(1n << (bits - 1n)), 1n << (bits - 1n)] : [0n, 1n << bits];
  if (number < least || number >= most) throw bad(path, `must fit ${isSigned ? 'i' : 'u'}${bits}`);
  return number;
}

/** Bytes in hex, or those of a text. */
export function bytesOf(value: string, path: string, length?: number): Uint8Array {
  const bytes = HEX.test(value) ? fromHex(value) : new TextEncoder().encode(value);
  if (length !== undefined && bytes.length !== length) throw bad(path, `must have ${length} bytes`);
  return bytes;
}

/** An account in hex or as an address; none is all zeros. */
export function accountOf(value: unknown, path: string): Uint8Array {
  if (value === undefined) return new Uint8Array(32);
  if (typeof value !== 'string') throw bad(path, 'must be an address');
  try {
    const account = HEX.test(value) ? fromHex(value) : addressBytes(value);
    if (account.length === 32) return account;
  } catch (error) {
    throw bad(path, `must be an address: ${messageOf(error)}`);
  }
  throw bad(path, 'must be the address of a 32-byte account');
}

/** A complaint about the value at a place. */
export function bad(path: string, problem: string): NodeError {
  return new NodeError('BadOption', `${path} ${problem}`);
}
