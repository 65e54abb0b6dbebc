import { Level } from 'level';
import { concatBytes } from '../../src/node/bytes.ts';
import { KIND, type Kind } from '../../src/node/database/record.ts';

/** Flips a bit in the middle of a record; returns what it is now. */
export async function flipByte(folder: string, kind: Kind, name: Uint8Array): Promise<Uint8Array> {
  const level = new Level<Uint8Array, Uint8Array>(folder, { keyEncoding: 'view', valueEncoding: 'view' });
  const key = concatBytes(Uint8Array.of(KIND[kind]), name);
  const value = Uint8Array.from((await level.get(key))!);
  value[value.length >> 1]! ^= 0x10;
  await level.put(key, value);
  await level.close();
  return value;
}
