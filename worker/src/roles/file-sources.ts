import type { Task } from '@plumbline/runtime-types/domain/task';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import type { ChainView } from '../chain/view.ts';
import type { PeerSource } from '../network/blob-client.ts';
import { openSealedKey } from '../network/sealed-key.ts';
import type { WorkerContext } from './context.ts';
import { RoleError } from './errors.ts';
import { filePeers, peerOf } from './task-peers.ts';

/** The state that a training goes on from, and who may serve it. */
export interface BaseState {
  readonly root: Hash;
  readonly peers: readonly PeerSource[];
}

/** Where the files of a task can be had. */
export interface FileSources {
  readonly peers: readonly PeerSource[];
  readonly base?: BaseState;
  /** Of a private task; without it its files stay sealed. */
  readonly taskKey?: Uint8Array;
}

/**
 * Where a worker can have the files of a task: from its Submitter and all who work on it; a base also from whoever
 * trained that; and the key of a private task from the chain, once its Submitter has sealed it to this worker.
 */
export async function fileSources(
  view: ChainView,
  id: number,
  task: Task,
  { account, encryption }: Pick<WorkerContext, 'account' | 'encryption'>,
): Promise<FileSources> {
  const peers = await filePeers(view, task, account.id);
  const { base, sealed } = task.spec;
  const box = sealed && (await view.sealedKey(id, account.id));
  const taskKey = box && openSealedKey(box, encryption);
  const state = base === undefined ? undefined : await baseState(view, base, account.id, peers);
  return { peers, ...(state && { base: state }), ...(taskKey && { taskKey }) };
}

async function baseState(
  view: ChainView,
  base: number,
  self: string,
  peers: readonly PeerSource[],
): Promise<BaseState> {
  const proven = await view.provenModel(base);
  if (proven === undefined) {
    const message = `the base of this task, task ${base}, is not among the proven models`;
    throw new RoleError('NotReady', message, { base });
  }
  const trainer = proven.solver === self ? [] : await peerOf(view, proven.solver, 'trainer of the base');
  return { root: proven.stateRoot, peers: [...trainer, ...peers] };
}
