import { Compact, Enum, Option, Raw, Struct, Tuple, UInt, Vec, VecFixed } from '@polkadot/types';
import type { Codec } from '@polkadot/types/types';

/** A decoded value as JSON: whole numbers as numbers while they are safe and as decimal text beyond, bytes as hex. */
export type Plain = string | number | boolean | null | Plain[] | { [name: string]: Plain };

/** Turns any polkadot.js codec into plain values; unlike `toJSON`, accounts come as hex and balances as decimals. */
export function plain(codec: Codec): Plain {
  if (codec instanceof Option) return codec.isSome ? plain(codec.unwrap()) : null;
  if (codec instanceof UInt) return wholeNumber(codec.toBigInt());
  if (codec instanceof Compact) return plain(codec.unwrap());
  if (codec instanceof Enum) {
    if (codec.isBasic || codec.isNone) return codec.type;
    return { type: codec.type, value: plain(codec.inner) };
  }
  if (codec instanceof Struct) return record(codec);
  if (codec instanceof Raw) return codec.toHex();
  if (codec instanceof Vec || codec instanceof VecFixed || codec instanceof Tuple) return codec.map(plain);
  if (codec.toRawType() === 'AccountId') return codec.toHex();
  const value = codec.toPrimitive();
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : codec.toHex();
}

function record(struct: Struct): Plain {
  const fields: Record<string, Plain> = {};
  for (const [name, value] of struct.entries()) fields[String(name)] = plain(value);
  return fields;
}

function wholeNumber(value: bigint): number | string {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString();
}
