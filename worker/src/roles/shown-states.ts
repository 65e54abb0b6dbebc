import { alteredTensorBytes, type StateBytes } from '@plumbline/verification/forced/altered-state';
import type { Program } from '@plumbline/verification/graph/types';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import type { PhiloxKey } from '@plumbline/verification/random/philox';
import { listRef } from '../storage/blob-ref.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { RoleError } from './errors.ts';
import { findState } from './states.ts';
import type { TrainingRecord } from './training-record.ts';

export interface ShownStates {
  readonly store: BlobStore;
  /** For whom the states are stored that everybody may fetch. */
  readonly owner: string;
  readonly program: Program;
  readonly record: TrainingRecord;
}

/** Serves the right states of all checkpoints from now on. */
export async function showRight({ store, owner, program, record }: ShownStates): Promise<void> {
  for (const { root } of record.checkpoints) await store.adopt(owner, listRef(root, program.states.length));
}

/** Makes the altered states of all checkpoints and serves them from now on. */
export async function showAltered(shown: ShownStates, key: PhiloxKey, signal: AbortSignal): Promise<void> {
  const { store, owner, program, record } = shown;
  const [initial] = record.checkpoints;
  if (initial !== undefined) await store.adopt(owner, listRef(initial.root, program.states.length));
  for (const [checkpoint, { candidate }] of record.checkpoints.entries()) {
    signal.throwIfAborted();
    if (checkpoint === 0) continue;
    const state = await rightState(shown, checkpoint);
    const { tensor, bytes } = alteredTensorBytes(key, { checkpoint, candidate }, state);
    const roots = state.map((right, index) => blobRoot(index === tensor ? bytes : right));
    await store.put(owner, bytes);
    await store.put(owner, Buffer.concat(roots), 32);
  }
}

/** The right state of a checkpoint that was trained here. */
export async function rightState(
  { store, program, record }: ShownStates,
  checkpoint: number,
): Promise<StateBytes> {
  const root = record.checkpoints[checkpoint]?.root;
  const state = root && (await findState(store, program, root));
  if (state !== undefined) return state;
  const message = `checkpoint ${checkpoint} is not in the store: what was designated cannot be shown`;
  throw new RoleError('WrongState', message);
}
