import { elementCount } from '@plumbline/verification/graph/shape';
import type { Program } from '@plumbline/verification/graph/types';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { sameHash, toHex } from '@plumbline/verification/hash/hex';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import { stateRoot } from '@plumbline/verification/trace/state';
import type { BlobClient, PeerSource } from '../network/blob-client.ts';
import { type BlobRef, blobRef, listRef } from '../storage/blob-ref.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { RoleError } from './errors.ts';

/** Tensors asked for at once: most are small, so the round trips are what takes time. */
const FETCHED_TOGETHER = 16;

/** The blob of one state tensor. */
function tensorRef(program: Program, tensor: number, root: Hash): BlobRef {
  return blobRef(root, 4 * elementCount(program.states[tensor]?.shape ?? []));
}

function tensorRootsOf(list: Uint8Array): Hash[] {
  return Array.from({ length: list.length / 32 }, (_, index) => list.slice(32 * index, 32 * index + 32));
}

/** Stores a state: the list of its tensor roots under the state root, and each tensor. */
export async function putState(store: BlobStore, state: readonly Uint8Array[]): Promise<Hash> {
  const roots = state.map((tensor) => blobRoot(tensor));
  for (const tensor of state) await store.put(tensor);
  const list = await store.put(Buffer.concat(roots), 32);
  if (!sameHash(list.root, stateRoot(roots)))
    throw new RoleError('WrongState', 'a state was stored under a wrong root');
  return list.root;
}

/** A state that is wholly in the store, or undefined. */
export async function findState(
  store: BlobStore,
  program: Program,
  root: Hash,
): Promise<Uint8Array[] | undefined> {
  const list = await store.find(listRef(root, program.states.length));
  if (list === undefined) return undefined;
  const state: Uint8Array[] = [];
  for (const [tensor, tensorRoot] of tensorRootsOf(list).entries()) {
    const bytes = await store.find(tensorRef(program, tensor, tensorRoot));
    if (bytes === undefined) return undefined;
    state.push(bytes);
  }
  return state;
}

/** A state from the store or from peers, every byte of it checked against the root. */
export async function fetchState(
  blobs: BlobClient,
  program: Program,
  root: Hash,
  peers: readonly PeerSource[],
  signal?: AbortSignal,
): Promise<Uint8Array[]> {
  const list = await blobs.fetch(listRef(root, program.states.length), peers, signal);
  const roots = tensorRootsOf(list);
  const state: Uint8Array[] = [];
  for (let first = 0; first < roots.length; first += FETCHED_TOGETHER) {
    const some = roots.slice(first, first + FETCHED_TOGETHER);
    const fetched = some.map((tensorRoot, i) =>
      blobs.fetch(tensorRef(program, first + i, tensorRoot), peers, signal),
    );
    state.push(...(await Promise.all(fetched)));
  }
  return state;
}

/** Forgets a state; its tensors only where no state in `keep` shares them. */
export async function deleteState(
  store: BlobStore,
  program: Program,
  root: Hash,
  keep: readonly Hash[] = [],
): Promise<void> {
  const kept = new Set<string>();
  for (const other of keep) {
    const list = await store.findList(other);
    for (const shared of tensorRootsOf(list ?? new Uint8Array(0))) kept.add(toHex(shared));
  }
  const ref = listRef(root, program.states.length);
  const list = await store.find(ref);
  if (list === undefined) return;
  for (const [tensor, tensorRoot] of tensorRootsOf(list).entries()) {
    if (!kept.has(toHex(tensorRoot))) await store.delete(tensorRef(program, tensor, tensorRoot));
  }
  await store.delete(ref);
}
