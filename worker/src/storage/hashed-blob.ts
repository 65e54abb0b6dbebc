import type { Level } from '@plumbline/verification/merkle/level';
import { chunkKey, keyOf } from './blob-keys.ts';
import { type BlobRef, CHUNK_BYTES, chunkCount } from './blob-ref.ts';
import type { Change } from './holds.ts';

/** A blob with its hashes. */
export interface HashedBlob {
  readonly ref: BlobRef;
  readonly bytes: Uint8Array;
  /** The nodes over its chunks. */
  readonly nodes: Level;
}

/** What puts a whole blob into the database: its chunks, and beside them the nodes over them. */
export function storedBlob({ ref, bytes, nodes }: HashedBlob): Change[] {
  const key = keyOf(ref);
  const chunks = Array.from({ length: chunkCount(ref) }, (_, index): Change => {
    const value = bytes.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES);
    return { type: 'put', key: chunkKey(key, index), value };
  });
  return [...chunks, { type: 'put', key: `nodes:${key}`, value: nodes }];
}
