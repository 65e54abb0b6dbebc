import { decode } from 'cborg';
import { messageOf } from '../errors.ts';
import { NetworkError } from './errors.ts';

/** A frame's fields, none of which has been looked at. */
export type Fields = Readonly<Record<string, unknown>>;

/** Reads a frame that must be a CBOR map; throws `BadFrame`. */
export function fieldsOf(frame: Uint8Array): Fields {
  let value: unknown;
  try {
    value = decode(frame);
  } catch (thrown) {
    throw new NetworkError('BadFrame', `a frame is not CBOR (${messageOf(thrown)})`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new NetworkError('BadFrame', 'a frame is not a CBOR map');
  }
  return value as Fields;
}

/** A whole number that is not negative; throws `BadFrame` that names the field. */
export function whole(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new NetworkError('BadFrame', `field "${name}" of a frame is not a whole number`);
}

export function isHash(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array && value.length === 32;
}
