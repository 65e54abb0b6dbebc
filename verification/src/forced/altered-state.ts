import type { AlterationOpening } from '@plumbline/runtime-types/domain/move';
import { programRecords } from '../graph/program.ts';
import type { Program } from '../graph/types.ts';
import type { Hash } from '../hash/blake2b.ts';
import { blobRoot, blobTree, LEAF_BYTES, leafOf } from '../merkle/blob.ts';
import { listTree } from '../merkle/list.ts';
import { recordsTree } from '../merkle/records.ts';
import { tensorRecordIndex } from '../pinpoint/records.ts';
import type { PhiloxKey } from '../random/philox.ts';
import {
  alteredElements,
  alteredLeaf,
  alteredTensor,
  alterLeaf,
  CANDIDATES,
  hasNormal,
  type Place,
} from './alteration.ts';

/** The tensors of a state, f32 little-endian, in program order. */
export type StateBytes = readonly Uint8Array[];

/** Where in a state a place lies, and the leaf there as it is. */
export function leafAt(
  key: PhiloxKey,
  place: Place,
  state: StateBytes,
): { tensor: number; leaf: number; bytes: Uint8Array } {
  const tensor = alteredTensor(key, place, state.length);
  const bytes = state[tensor] as Uint8Array;
  const leaf = alteredLeaf(key, place, bytes.length);
  return { tensor, leaf, bytes: leafOf(bytes, leaf) };
}

/** The leaves in which a checkpoint may be altered, copied; of the state before, they show what training moves. */
export function candidateLeaves(key: PhiloxKey, checkpoint: number, state: StateBytes): Uint8Array[] {
  return Array.from({ length: CANDIDATES }, (_, candidate) =>
    leafAt(key, { checkpoint, candidate }, state).bytes.slice(),
  );
}

/**
 * The first place whose elements training has moved since the checkpoint before: among values that stand still an
 * altered one would show without a replay. Where there is none, the first with normal values.
 *
 * @param before the candidate leaves of the state before, when they are known
 */
export function choosePlace(
  key: PhiloxKey,
  checkpoint: number,
  state: StateBytes,
  before: readonly Uint8Array[] | undefined,
): Place {
  const places = Array.from({ length: CANDIDATES }, (_, candidate): Place => ({ checkpoint, candidate }));
  const alive = (place: Place): boolean => hasNormal(leafAt(key, place, state).bytes);
  const moved = (place: Place): boolean => {
    const { bytes } = leafAt(key, place, state);
    const old = before?.[place.candidate];
    return alteredElements(key, place, bytes).every((element) => !sameElement(bytes, old, element));
  };
  const normal = places.filter(alive);
  return normal.find(moved) ?? normal[0] ?? { checkpoint, candidate: 0 };
}

function sameElement(left: Uint8Array, right: Uint8Array | undefined, element: number): boolean {
  return [0, 1, 2, 3].every((byte) => left[4 * element + byte] === right?.[4 * element + byte]);
}

/** The one tensor that differs in the altered state. */
export function alteredTensorBytes(
  key: PhiloxKey,
  place: Place,
  state: StateBytes,
): { tensor: number; bytes: Uint8Array } {
  const { tensor, leaf, bytes } = leafAt(key, place, state);
  const altered = (state[tensor] as Uint8Array).slice();
  altered.set(alterLeaf(key, place, bytes), leaf * LEAF_BYTES);
  return { tensor, bytes: altered };
}

/** The tensor roots of the altered state, from those of the right one; only the altered tensor is hashed. */
export function alteredTensorRoots(
  key: PhiloxKey,
  place: Place,
  state: StateBytes,
  roots: readonly Hash[],
): Hash[] {
  const { tensor, bytes } = alteredTensorBytes(key, place, state);
  return roots.with(tensor, blobRoot(bytes));
}

/** What the chain needs to see that a checkpoint was altered by the rule. */
export function openAlteration(
  program: Program,
  key: PhiloxKey,
  place: Place,
  state: StateBytes,
): AlterationOpening {
  const { tensor, leaf, bytes } = leafAt(key, place, state);
  const index = tensorRecordIndex(tensor);
  const records = programRecords(program);
  return {
    candidate: place.candidate,
    record: records[index] as Uint8Array,
    recordPath: recordsTree(records).path(index),
    leaf: bytes.slice(),
    leafPath: blobTree(state[tensor] as Uint8Array).path(leaf),
    tensorPath: listTree(state.map((tensorBytes) => blobRoot(tensorBytes))).path(tensor),
  };
}
