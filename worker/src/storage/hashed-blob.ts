import type { Level } from '@plumbline/verification/merkle/level';
import { FILE_BYTES } from './blob-files.ts';
import { chunkKey, keyOf, nodesKey } from './blob-keys.ts';
import { type BlobRef, CHUNK_BYTES, chunkCount } from './blob-ref.ts';
import type { Change } from './holds.ts';

/** A blob with its hashes. */
export interface HashedBlob {
  readonly ref: BlobRef;
  readonly bytes: Uint8Array;
  /** The nodes over its chunks. */
  readonly nodes: Level;
}

/** What a whole blob is in the database: its chunks, unless it has a file, and beside them the nodes over them. */
export function storedBlob({ ref, bytes, nodes }: HashedBlob): Change[] {
  const key = keyOf(ref);
  const whole: Change = { type: 'put', key: nodesKey(key), value: nodes };
  if (ref.bytes >= FILE_BYTES) return [whole];
  const chunks = Array.from({ length: chunkCount(ref) }, (_, index): Change => {
    const value = bytes.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES);
    return { type: 'put', key: chunkKey(key, index), value };
  });
  return [...chunks, whole];
}

/** While a batch is stored nobody else changes the store; many small blobs in one are many times as fast as each alone. */
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
