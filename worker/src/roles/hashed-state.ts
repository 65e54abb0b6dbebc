import { ChangedLeaves } from '@plumbline/verification/merkle/changed-leaves';
import { listRoot } from '@plumbline/verification/merkle/list';
import { type Hash, rootOfLevel } from '@plumbline/verification/merkle/tree';
import { blobRef, listRef } from '../storage/blob-ref.ts';
import { chunkNodes, chunkNodesAbove } from '../storage/chunk-proof.ts';
import type { HashedBlob } from '../storage/hashed-blob.ts';

/** A state as it is stored: each tensor, and the list of their roots under the state root. */
export interface HashedState {
  readonly root: Hash;
  readonly blobs: readonly HashedBlob[];
}

/** The hashes of the states of one training, one after the other: only leaves that changed are hashed. */
export class StateHashes {
  #tensors: ChangedLeaves[] = [];

  hash(state: readonly Uint8Array[]): HashedState {
    if (this.#tensors.length === 0) this.#tensors = state.map(({ length }) => new ChangedLeaves(length));
    const tensors = state.map((bytes, tensor): HashedBlob => {
      const leaves = this.#tensors[tensor]?.update(bytes) ?? new Uint8Array(0);
      const nodes = chunkNodesAbove(leaves.slice(), 4096);
      return { ref: blobRef(rootOfLevel(nodes), bytes.length), bytes, nodes };
    });
    const roots = tensors.map(({ ref }) => ref.root);
    const list = new Uint8Array(Buffer.concat(roots));
    const root = listRoot(roots);
    return {
      root,
      blobs: [...tensors, { ref: listRef(root, roots.length), bytes: list, nodes: chunkNodes(list, 32) }],
    };
  }
}
