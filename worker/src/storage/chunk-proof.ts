import { type Level, leafLevel, levelAbove } from '@plumbline/verification/merkle/level';
import { type Hash, MerkleTree, rootOfLevel, verifyPath } from '@plumbline/verification/merkle/tree';
import { type BlobRef, CHUNK_BYTES, chunkCount, chunkLength, type LeafBytes } from './blob-ref.ts';

/** The node over one chunk: the root of its own leaves, because chunks are aligned subtrees. */
export function chunkNode(chunk: Uint8Array, leafBytes: LeafBytes): Hash {
  return rootOfLevel(leafLevel(chunk, leafBytes));
}

/** The nodes over all chunks of a blob, from its leaves. */
export function chunkNodesAbove(leaves: Level, leafBytes: LeafBytes): Level {
  return levelAbove(leaves, Math.log2(CHUNK_BYTES / leafBytes));
}

/** The nodes over all chunks of `bytes`. */
export function chunkNodes(bytes: Uint8Array, leafBytes: LeafBytes): Level {
  return chunkNodesAbove(leafLevel(bytes, leafBytes), leafBytes);
}

/** The siblings from chunk `index` up: above the chunks a blob's tree is the tree whose leaves are the chunk nodes. */
export function chunkPath(nodes: Level, index: number): Hash[] {
  return new MerkleTree(nodes).path(index);
}

/** True when `chunk` is exactly what stands at `index` in the blob. */
export function verifyChunk(ref: BlobRef, index: number, chunk: Uint8Array, path: readonly Hash[]): boolean {
  if (index < 0 || index >= chunkCount(ref) || chunk.length !== chunkLength(ref, index)) return false;
  return verifyPath(ref.root, chunkNode(chunk, ref.leafBytes), index, chunkCount(ref), path);
}
