import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { concatBytes } from '../bytes.ts';
import { vecOf } from '../scale.ts';

/** How the state at a block differs from the one at its parent, in hashes of preimages, one for each place. */
export interface Journal {
  readonly parentHash: Uint8Array;
  readonly inserted: readonly Uint8Array[];
  readonly removed: readonly Uint8Array[];
}

export function encodeJournal({ parentHash, inserted, removed }: Journal): Uint8Array {
  return concatBytes(parentHash, vecOf(inserted), vecOf(removed));
}

export function decodeJournal(encoded: Uint8Array): Journal {
  const reader = new ScaleReader(encoded);
  const hashes = (): Uint8Array[] => Array.from({ length: reader.length() }, () => reader.take(32));
  return { parentHash: reader.take(32), inserted: hashes(), removed: hashes() };
}
