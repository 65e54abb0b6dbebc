import {
  type Hash,
  hashLeaf,
  MerkleTree,
  rootOfHashes,
  verifyPath,
} from '@plumbline/verification/merkle/tree';
import { type BlobRef, CHUNK_BYTES, chunkCount, chunkLength, type LeafBytes } from './blob-ref.ts';

/** The node over one chunk: the root of its own leaves, because chunks are aligned subtrees. */
export function chunkNode(chunk: Uint8Array, leafBytes: LeafBytes): Hash {
  const leaves: Hash[] = [];
  for (let at = 0; at < chunk.length; at += leafBytes)
    leaves.push(hashLeaf(chunk.subarray(at, at + leafBytes)));
  return rootOfHashes(leaves);
}

/** The nodes over all chunks of `bytes`. */
export function chunkNodes(bytes: Uint8Array, leafBytes: LeafBytes): Hash[] {
  const nodes: Hash[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    nodes.push(chunkNode(bytes.subarray(at, at + CHUNK_BYTES), leafBytes));
  }
  return nodes;
}

/** The siblings from chunk `index` up: above the chunks a blob's tree is the tree whose leaves are the chunk nodes. */
export function chunkPath(nodes: readonly Hash[], index: number): Hash[] {
  return new MerkleTree(nodes).path(index);
}

/** True when `chunk` is exactly what stands at `index` in the blob. */
export function verifyChunk(ref: BlobRef, index: number, chunk: Uint8Array, path: readonly Hash[]): boolean {
  if (index < 0 || index >= chunkCount(ref) || chunk.length !== chunkLength(ref, index)) return false;
  return verifyPath(ref.root, chunkNode(chunk, ref.leafBytes), index, chunkCount(ref), path);
}
