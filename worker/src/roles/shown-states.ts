import { blobRoot } from '@plumbline/verification/merkle/blob';
import { listRef } from '../storage/blob-ref.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { trainedOwner } from './owners.ts';
import type { TrainedAttempt, TrainedStates } from './trained-states.ts';
import type { TrainingRecord } from './training-record.ts';

export interface ShownStates {
  readonly attempt: TrainedAttempt;
  readonly store: BlobStore;
  readonly states: TrainedStates;
  readonly stateCount: number;
  readonly record: TrainingRecord;
  readonly signal: AbortSignal;
}

/** Serves the right states of all checkpoints from now on. */
export async function showRight(shown: ShownStates): Promise<void> {
  for (const checkpoint of shown.record.checkpoints.keys()) await showOne(shown, checkpoint);
}

/** Makes the altered states of all checkpoints and serves them from now on. */
export async function showAltered(shown: ShownStates): Promise<void> {
  const { attempt, store, states, record, signal } = shown;
  const owner = trainedOwner(attempt.id, attempt.task);
  for (const checkpoint of record.checkpoints.keys()) {
    signal.throwIfAborted();
    if (checkpoint === 0) {
      await showOne(shown, 0);
      continue;
    }
    const { state, tensor } = await states.altered(attempt, checkpoint, signal);
    await store.put(owner, state[tensor] as Uint8Array);
    await store.put(owner, Buffer.concat(state.map(blobRoot)), 32);
  }
}

async function showOne(shown: ShownStates, checkpoint: number): Promise<void> {
  const { attempt, store, states, stateCount, record, signal } = shown;
  const root = record.checkpoints[checkpoint]?.root;
  if (root === undefined) return;
  const owner = trainedOwner(attempt.id, attempt.task);
  const list = listRef(root, stateCount);
  if (await store.adopt(owner, list)) return;
  // Its disk has lost it since.
  await states.right(attempt, checkpoint, signal);
  await store.adopt(owner, list);
}
