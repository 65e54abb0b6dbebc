import { alterLeaf } from '@plumbline/verification/forced/alteration';
import { candidateLeaves, choosePlace, leafAt } from '@plumbline/verification/forced/altered-state';
import { HASH_BYTES } from '@plumbline/verification/hash/blake2b';
import { ChangedLeaves } from '@plumbline/verification/merkle/changed-leaves';
import type { Level } from '@plumbline/verification/merkle/level';
import { listRoot } from '@plumbline/verification/merkle/list';
import { type Hash, hashLeaf, rootOfLevel } from '@plumbline/verification/merkle/tree';
import type { PhiloxKey } from '@plumbline/verification/random/philox';
import { blobRef, listRef } from '../storage/blob-ref.ts';
import { chunkNodes, chunkNodesAbove } from '../storage/chunk-proof.ts';
import type { HashedBlob } from '../storage/hashed-blob.ts';

/** A state as it is stored: each tensor, and the list of their roots under the state root. */
export interface HashedState {
  readonly root: Hash;
  readonly tensors: readonly HashedBlob[];
  /** The list of the tensors' roots. */
  readonly list: HashedBlob;
  /** Root of the altered state, and where it is altered; the initial state is not. */
  readonly altered: { readonly root: Hash; readonly candidate: number } | undefined;
}

const NOTHING = new Uint8Array(0);

/** Which checkpoint a state is, and what it is altered by. */
export interface Alteration {
  readonly key: PhiloxKey;
  readonly checkpoint: number;
}

/**
 * The hashes of the states of one training, one after the other: only leaves that changed are hashed, and of the altered
 * state beside each only the leaf that differs. A state has to stay as it is until the next one has been hashed.
 */
export class StateHashes {
  #tensors: ChangedLeaves[] = [];
  #before: readonly Uint8Array[] | undefined;

  hash(state: readonly Uint8Array[], alteration?: Alteration): HashedState {
    const before = this.#before;
    if (before === undefined) this.#tensors = state.map(({ length }) => new ChangedLeaves(length));
    const levels = this.#tensors.map((leaves, i) => leaves.update(state[i] ?? NOTHING, before?.[i]));
    this.#before = state;
    const tensors = state.map((bytes, tensor): HashedBlob => {
      const nodes = chunkNodesAbove((levels[tensor] ?? NOTHING).slice(), 4096);
      return { ref: blobRef(rootOfLevel(nodes), bytes.length), bytes, nodes };
    });
    const roots = tensors.map(({ ref }) => ref.root);
    const list = new Uint8Array(Buffer.concat(roots));
    const root = listRoot(roots);
    const altered = alteration && alter(state, before, levels, roots, alteration);
    return {
      root,
      tensors,
      list: { ref: listRef(root, roots.length), bytes: list, nodes: chunkNodes(list, 32) },
      altered,
    };
  }
}

function alter(
  state: readonly Uint8Array[],
  before: readonly Uint8Array[] | undefined,
  levels: readonly Level[],
  roots: readonly Hash[],
  { key, checkpoint }: Alteration,
): HashedState['altered'] {
  if (checkpoint === 0) return undefined;
  const place = choosePlace(key, checkpoint, state, before && candidateLeaves(key, checkpoint, before));
  const { tensor, leaf, bytes } = leafAt(key, place, state);
  const leaves = (levels[tensor] ?? NOTHING).slice();
  leaves.set(hashLeaf(alterLeaf(key, place, bytes)), leaf * HASH_BYTES);
  const root = listRoot(roots.with(tensor, rootOfLevel(leaves)));
  return { root, candidate: place.candidate };
}
