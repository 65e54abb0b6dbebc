import type { Task } from '@plumbline/runtime-types/domain/task';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import type { ChainView } from '../chain/view.ts';
import type { PeerSource } from '../network/blob-client.ts';
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
}

/** Where an account can have the files of a task: from its Submitter and all who work on it; a base also from whoever trained that. */
export async function fileSources(view: ChainView, task: Task, self: string): Promise<FileSources> {
  const peers = await filePeers(view, task, self);
  const { base } = task.spec;
  if (base === undefined) return { peers };
  const proven = await view.provenModel(base);
  if (proven === undefined) {
    const message = `the base of this task, task ${base}, is not among the proven models`;
    throw new RoleError('NotReady', message, { base });
  }
  const trainer = proven.solver === self ? [] : await peerOf(view, proven.solver, 'trainer of the base');
  return { peers, base: { root: proven.stateRoot, peers: [...trainer, ...peers] } };
}
