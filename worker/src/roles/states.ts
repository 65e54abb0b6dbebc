import { elementCount } from '@plumbline/verification/graph/shape';
import type { Program } from '@plumbline/verification/graph/types';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { sameHash, toHex } from '@plumbline/verification/hash/hex';
import { codeOf } from '../errors.ts';
import type { BlobClient, PeerSource } from '../network/blob-client.ts';
import { NetworkError } from '../network/errors.ts';
import { type BlobRef, blobRef, listRef } from '../storage/blob-ref.ts';
import type { BlobStore } from '../storage/blob-store.ts';

/** Tensors asked for at once: most are small, so the round trips are what takes time. */
const FETCHED_TOGETHER = 16;

/** The blob of one state tensor. */
function tensorRef(program: Program, tensor: number, root: Hash): BlobRef {
  return blobRef(root, 4 * elementCount(program.states[tensor]?.shape ?? []));
}

/** The hashes in the bytes of a list. */
export function hashesIn(list: Uint8Array): Hash[] {
  return Array.from({ length: list.length / 32 }, (_, index) => list.slice(32 * index, 32 * index + 32));
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
  for (const [tensor, tensorRoot] of hashesIn(list).entries()) {
    const bytes = await store.find(tensorRef(program, tensor, tensorRoot));
    if (bytes === undefined) return undefined;
    state.push(bytes);
  }
  return state;
}

/** Whether a state is wholly in the store, as far as that is known without reading its tensors. */
export async function isStateStored(store: BlobStore, program: Program, root: Hash): Promise<boolean> {
  const list = await store.find(listRef(root, program.states.length)).catch(unlessDamaged);
  if (list === undefined) return false;
  for (const [tensor, tensorRoot] of hashesIn(list).entries()) {
    if (!(await store.has(tensorRef(program, tensor, tensorRoot)))) return false;
  }
  return true;
}

function unlessDamaged(thrown: unknown): undefined {
  if (codeOf(thrown) !== 'BlobDamaged') throw thrown;
}

/**
 * A state from the store or from peers, every byte of it checked against the root. Throws `BlobUnavailable` also when
 * it comes so slowly that waiting for it would make a checker late: many small tensors make many small waits.
 */
export async function fetchState(
  blobs: BlobClient,
  owner: string,
  program: Program,
  root: Hash,
  peers: readonly PeerSource[],
  signal?: AbortSignal,
): Promise<Uint8Array[]> {
  const bytes = program.states.reduce((sum, { shape }) => sum + 4 * elementCount(shape), 0);
  const slow = AbortSignal.timeout(blobs.patience(bytes));
  const ended = signal === undefined ? slow : AbortSignal.any([slow, signal]);
  try {
    return await fetchBlobs(blobs, owner, program, root, peers, ended);
  } catch (thrown) {
    if (!slow.aborted || signal?.aborted === true) throw thrown;
    const message = `the state ${toHex(root).slice(0, 18)}… is served too slowly: it is given up`;
    throw new NetworkError('BlobUnavailable', message, {}, thrown);
  }
}

async function fetchBlobs(
  blobs: BlobClient,
  owner: string,
  program: Program,
  root: Hash,
  peers: readonly PeerSource[],
  signal: AbortSignal,
): Promise<Uint8Array[]> {
  const list = await blobs.fetch(owner, listRef(root, program.states.length), peers, signal);
  const roots = hashesIn(list);
  const state: Uint8Array[] = [];
  for (let first = 0; first < roots.length; first += FETCHED_TOGETHER) {
    const some = roots.slice(first, first + FETCHED_TOGETHER);
    const fetched = some.map((tensorRoot, i) =>
      blobs.fetch(owner, tensorRef(program, first + i, tensorRoot), peers, signal),
    );
    state.push(...(await Promise.all(fetched)));
  }
  return state;
}

/** All blobs of the state that an owner holds under `root`: its list and its tensors; none when it does not. */
export async function blobsOfState(store: BlobStore, owner: string, root: Hash): Promise<BlobRef[]> {
  const held = await store.refs(owner);
  const ref = held.find((blob) => blob.leafBytes === 32 && sameHash(blob.root, root));
  const list = ref && (await store.find(ref));
  if (ref === undefined || list === undefined) return [];
  const tensors = new Set(hashesIn(list).map(toHex));
  return [ref, ...held.filter((blob) => blob.leafBytes === 4096 && tensors.has(toHex(blob.root)))];
}
