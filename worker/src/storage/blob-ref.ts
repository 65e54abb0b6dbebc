import type { Hash } from '@plumbline/verification/merkle/tree';

/** Transfer unit of every blob: an aligned subtree of its tree, 64 leaves of 4 KiB or 8,192 of 32 bytes. */
export const CHUNK_BYTES = 256 * 1024;

/** Leaves of a `blob` (4 KiB) or of a `list` (one hash each). */
export type LeafBytes = 4096 | 32;

/** Names one blob: its root, and beside it what the root does not say, its length and the size of its leaves. */
export interface BlobRef {
  readonly root: Hash;
  readonly bytes: number;
  readonly leafBytes: LeafBytes;
}

/** One chunk with the siblings from its subtree's node up to the root. */
export interface ProvenChunk {
  readonly chunk: Uint8Array;
  readonly path: readonly Hash[];
}

/** How many chunks a blob has; an empty blob has none. */
export function chunkCount(ref: Pick<BlobRef, 'bytes'>): number {
  return Math.ceil(ref.bytes / CHUNK_BYTES);
}

/** The exact length of chunk `index`: all but the last are full. */
export function chunkLength(ref: Pick<BlobRef, 'bytes'>, index: number): number {
  return Math.min(CHUNK_BYTES, ref.bytes - index * CHUNK_BYTES);
}

/** The reference of a 4 KiB-leaf blob. */
export function blobRef(root: Hash, bytes: number): BlobRef {
  return { root, bytes, leafBytes: 4096 };
}

/** The reference of a list of `count` hashes. */
export function listRef(root: Hash, count: number): BlobRef {
  return { root, bytes: count * 32, leafBytes: 32 };
}

/** `0x1234abcd…(4096 bytes)`, for messages. */
export function describeBlob(ref: BlobRef): string {
  const kind = ref.leafBytes === 32 ? 'list' : 'blob';
  return `${kind} 0x${Buffer.from(ref.root).toString('hex').slice(0, 16)}… (${ref.bytes} bytes)`;
}
