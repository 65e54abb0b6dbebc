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

/** A batch is held in memory once more by the database; many small blobs in one are many times as fast as each alone. */
const BATCH_BYTES = 16 << 20;

/** Which blobs of these sizes are stored together: the first of each batch, and the first that is not in it. */
export function batchesOf(sizes: readonly number[]): [from: number, to: number][] {
  if (sizes.length === 0) return [[0, 0]];
  const batches: [number, number][] = [];
  let [from, bytes] = [0, 0];
  for (const [i, size] of sizes.entries()) {
    bytes += size;
    if (bytes < BATCH_BYTES && i + 1 < sizes.length) continue;
    batches.push([from, i + 1]);
    [from, bytes] = [i + 1, 0];
  }
  return batches;
}
