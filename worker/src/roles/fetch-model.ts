import { setTimeout as wait } from 'node:timers/promises';
import type { Task } from '@plumbline/runtime-types/domain/task';
import type { Program } from '@plumbline/verification/graph/types';
import type { ChainView } from '../chain/view.ts';
import type { BlobClient } from '../network/blob-client.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { RoleError } from './errors.ts';
import { fetchedOwner, filesOwner } from './owners.ts';
import { fetchState } from './states.ts';
import { TaskFiles } from './task-files.ts';
import { filePeers, solverPeers } from './task-peers.ts';

/** A trained model: the program that trained it and the tensors of its state, in program order. */
export interface Model {
  readonly program: Program;
  readonly state: readonly Uint8Array[];
}

export interface FetchModelOptions {
  readonly view: ChainView;
  readonly id: number;
  readonly task: Task;
  /** Whoever fetches. */
  readonly account: string;
  /** Of a private task. */
  readonly taskKey: Uint8Array | undefined;
  readonly blobs: BlobClient;
  readonly store: BlobStore;
  readonly signal: AbortSignal;
}

/** Tries again for a while: the Solver may be restarting, and the model is paid for. */
export async function patiently(signal: AbortSignal, fetch: () => Promise<Model>): Promise<Model> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await fetch();
    } catch (thrown) {
      if (attempt === 5 || signal.aborted || (thrown instanceof RoleError && thrown.code !== 'WrongState'))
        throw thrown;
      await wait(500 * attempt, undefined, { signal });
    }
  }
}

/**
 * Fetches the model of a settled task: the tensors of its last checkpoint, from its Solver. Throws `NotReady` for a
 * task that is not settled, and `BlobUnavailable` where nobody serves it.
 */
export async function fetchModel(options: FetchModelOptions): Promise<Model> {
  const { view, id, task, account, taskKey, blobs, store, signal } = options;
  const proven = await view.provenModel(id);
  if (proven === undefined) {
    const message = `task ${id} is ${task.status.type}: only a Settled task has a model to fetch`;
    throw new RoleError('NotReady', message, { task: id, status: task.status.type });
  }
  const sources = { peers: await filePeers(view, task, account), ...(taskKey && { taskKey }) };
  const program = await new TaskFiles(blobs, store).program(id, task.spec, sources, signal);
  const peers = await solverPeers(view, task);
  const state = await fetchState(blobs, fetchedOwner(id), program, proven.stateRoot, peers, signal);
  for (const owner of [filesOwner(id), fetchedOwner(id)]) await store.release(owner);
  return { program, state };
}
