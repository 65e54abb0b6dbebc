import type { Task } from '@plumbline/runtime-types/domain/task';
import type { ChainView } from '../chain/view.ts';
import type { PeerSource } from '../network/blob-client.ts';

/** The peer that the chain says an account has, as far as it can be dialled. */
export async function peerOf(view: ChainView, account: string, name: string): Promise<PeerSource[]> {
  const peer = await view.peer(account);
  if (peer === undefined || peer.addresses.length === 0 || peer.expiry < view.block.number) return [];
  const addresses = peer.addresses.map((address) =>
    address.includes('/p2p/') ? address : `${address}/p2p/${peer.peerId}`,
  );
  return [{ name: `${name} ${account.slice(0, 10)}…`, addresses }];
}

/** The Solver's peer: it serves the checkpoints. */
export async function solverPeers(view: ChainView, task: Task): Promise<PeerSource[]> {
  return task.solver === undefined ? [] : peerOf(view, task.solver, 'solver');
}

/**
 * The witnesses of a dispute that were served what its Solver is committed to, and then the Solver: where there are
 * witnesses, it has not served the challenger, and would have it wait for every blob.
 */
export async function tracePeers(view: ChainView, dispute: number, task: Task): Promise<PeerSource[]> {
  const drawn = (await view.witnesses(dispute))?.drawn ?? [];
  const served = drawn.filter((witness) => witness.served === true);
  const witnesses = await Promise.all(served.map(({ account }) => peerOf(view, account, 'witness')));
  return [...witnesses.flat(), ...(await solverPeers(view, task))];
}

/** Who may serve program and dataset: the sources that the Submitter names, then everybody who worked on the task. */
export async function filePeers(view: ChainView, task: Task, self: string): Promise<PeerSource[]> {
  const sources = task.spec.sources.map((address) => ({ name: `source ${address}`, addresses: [address] }));
  const accounts = new Map<string, string>([[task.submitter, 'submitter']]);
  if (task.solver !== undefined) accounts.set(task.solver, 'solver');
  for (const { account, role } of task.served) accounts.set(account, role.type.toLowerCase());
  accounts.delete(self);
  const peers = await Promise.all([...accounts].map(([account, name]) => peerOf(view, account, name)));
  return [...sources, ...peers.flat()];
}
