import type { Program } from '@plumbline/verification/graph/types';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { sameHash } from '@plumbline/verification/hash/hex';
import { listRoot } from '@plumbline/verification/merkle/list';
import { tensorBytes, tensorRoot } from '@plumbline/verification/trace/tensor';
import type { BlobStore } from '../storage/blob-store.ts';
import type { Course } from './course.ts';
import { RoleError } from './errors.ts';
import { breathe, type Executor } from './executor.ts';

export interface LayOpenOptions {
  readonly program: Program;
  /** At the state before the first step. */
  readonly executor: Executor;
  readonly course: Course;
  readonly first: number;
  readonly last: number;
  /** The state that was posted for the end, where that is at hand. */
  readonly end?: Hash | undefined;
  readonly store: BlobStore;
  /** For whom it is stored; its blobs are served to whoever asks. */
  readonly owner: string;
  readonly signal: AbortSignal;
}

/**
 * Runs an interval again and stores all that is computed in it, for others to fetch: the outputs of all nodes, the
 * lists of their roots and of the states', and the list of all of these, whose root is what a game begins with. Throws
 * `NotRepeatable` when the device comes to another end than it has posted.
 */
export async function layOpen(options: LayOpenOptions): Promise<Hash[]> {
  const { executor, course, first, last, end, store, owner, signal } = options;
  const entries: Hash[] = [];
  for (let step = first; step < last; step++) {
    const tamper = course.tamper(executor, step);
    const outputs: Uint8Array[] = [];
    const roots: Hash[] = [];
    executor.runStep(step, (node, output) => {
      tamper?.(node, output);
      outputs[node] = tensorBytes(output);
      roots[node] = tensorRoot(output);
    });
    for (const bytes of outputs) await store.put(owner, bytes);
    const tensors = executor.tensorRoots();
    await store.put(owner, Buffer.concat(roots), 32);
    await store.put(owner, Buffer.concat(tensors), 32);
    entries.push(listRoot(tensors), listRoot(roots));
    await breathe(signal);
  }
  if (end !== undefined && !sameHash(entries.at(-2) as Hash, end)) {
    throw new RoleError(
      'NotRepeatable',
      `the steps ${first} to ${last} came to another state when they were run again than the one posted: this backend ` +
        'does not repeat itself, so what it computed cannot be defended. Use a backend that does, or set its deterministic algorithms',
    );
  }
  await store.put(owner, Buffer.concat(entries), 32);
  return entries;
}
