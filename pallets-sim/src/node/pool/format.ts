import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { badFormat } from './errors.ts';

/** Sees to it that bytes begin with their length, as an extrinsic does. Throws `PoolError` `BadFormat`. */
export function requireWholeExtrinsic(bytes: Uint8Array): void {
  const reader = new ScaleReader(bytes);
  let length: number;
  try {
    length = reader.compactNumber();
  } catch (error) {
    throw badFormat('it does not begin with its length', error);
  }
  if (length !== reader.remaining) {
    throw badFormat(`the length in front says ${length} bytes, ${reader.remaining} follow`);
  }
}
