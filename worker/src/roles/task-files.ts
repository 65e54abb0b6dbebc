import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import { GraphError } from '@plumbline/verification/graph/errors';
import {
  decodeProgram,
  encodeProgram,
  type Program,
  readRecords,
} from '@plumbline/verification/graph/program';
import type { ProgramHeader } from '@plumbline/verification/graph/types';
import { sameHash } from '@plumbline/verification/hash/hex';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import { recordsRoot } from '@plumbline/verification/merkle/records';
import type { BlobClient } from '../network/blob-client.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import { RoleError } from './errors.ts';
import type { FileSources } from './file-sources.ts';
import { filesOwner } from './owners.ts';
import { openServed, sealedAs, servedFiles } from './private-task.ts';
import { fetchState } from './states.ts';

/** What a task is about. */
export interface Files {
  readonly program: Program;
  /** f32 little-endian values. */
  readonly dataset: Uint8Array;
  /** The state to begin with, tensors in program order, when it is not what the program and the seed say. */
  readonly base?: readonly Uint8Array[];
}

interface Held {
  readonly files: Files;
  /** Tasks that it was loaded for. */
  readonly tasks: Set<number>;
}

/** Tasks whose files are kept in memory. */
const HELD = 4;

/** Fetches the program and the dataset of tasks, and holds on to the last ones used. */
export class TaskFiles {
  readonly #blobs: BlobClient;
  readonly #store: BlobStore;
  readonly #held = new Map<string, Held>();

  constructor(blobs: BlobClient, store: BlobStore) {
    this.#blobs = blobs;
    this.#store = store;
  }

  /**
   * The files of task `id`, from the store or from `sources`; they stay in the store until it is over. Throws
   * `BlobUnavailable`, also when the base is a state of other tensors; a `GraphError` when the file is no program; `WrongProgram` when it is another program than the task commits to, or one that chain and workers
   * would read differently.
   */
  async load(id: number, spec: TaskSpec, sources: FileSources, signal?: AbortSignal): Promise<Files> {
    const owner = filesOwner(id);
    const { base, peers, taskKey } = sources;
    const key = keyOf(spec, sources);
    const held = this.#held.get(key);
    if (held !== undefined && (await this.#isStored(owner, spec, held.files, taskKey))) {
      held.tasks.add(id);
      return held.files;
    }
    // Both are here before one is opened: who has no key to a private task has its files all the same, and demands none.
    const served = await this.#blobs.fetch(owner, servedFiles(spec).dataset, peers, signal);
    const program = await this.program(id, spec, sources, signal);
    const dataset = openServed(spec, 'dataset', served, taskKey);
    if (!agreesWithSpec(program.header, dataset.length, spec)) {
      const message =
        "the program's header or the dataset is not what the task says of it; the Submitter must submit anew";
      throw new RoleError('WrongProgram', message);
    }
    const state = base && (await fetchState(this.#blobs, owner, program, base.root, base.peers, signal));
    const files: Files = { program, dataset, ...(state && { base: state }) };
    this.#held.set(key, { files, tasks: new Set([id]) });
    for (const oldest of this.#held.keys()) if (this.#held.size > HELD) this.#held.delete(oldest);
    return files;
  }

  /** Whether files in memory are in the store as well: what the disk has damaged of them since is put back. */
  async #isStored(
    owner: string,
    spec: TaskSpec,
    { program, dataset }: Files,
    taskKey: Uint8Array | undefined,
  ): Promise<boolean> {
    const served = servedFiles(spec);
    const plain = { program: () => encodeProgram(program), dataset: () => dataset };
    for (const file of ['program', 'dataset'] as const) {
      if (await this.#store.adopt(owner, served[file])) continue;
      const bytes = sealedAs(spec, file, plain[file](), taskKey);
      if (bytes === undefined || !sameHash(blobRoot(bytes), served[file].root)) return false;
      await this.#store.put(owner, bytes);
    }
    return true;
  }

  /** The program of task `id` alone; throws as `load` does. */
  async program(id: number, spec: TaskSpec, sources: FileSources, signal?: AbortSignal): Promise<Program> {
    const file = await this.#programFile(id, spec, sources, signal);
    recordsIn(file, spec);
    return decodeProgram(file);
  }

  /** The records of the program of task `id`, header first; throws as `load` does, but whatever they say. */
  async records(
    id: number,
    spec: TaskSpec,
    sources: FileSources,
    signal?: AbortSignal,
  ): Promise<Uint8Array[]> {
    return recordsIn(await this.#programFile(id, spec, sources, signal), spec);
  }

  async #programFile(
    id: number,
    spec: TaskSpec,
    { peers, taskKey }: FileSources,
    signal?: AbortSignal,
  ): Promise<Uint8Array> {
    const served = await this.#blobs.fetch(filesOwner(id), servedFiles(spec).program, peers, signal);
    return openServed(spec, 'program', served, taskKey);
  }

  /** Nobody needs the files for task `id` any more. */
  forget(id: number): void {
    for (const [key, { tasks }] of this.#held) {
      if (tasks.delete(id) && tasks.size === 0) this.#held.delete(key);
    }
  }
}

/** What is held in memory of a task is what its files, and its base, are. */
function keyOf({ program, dataset }: TaskSpec, { base }: FileSources): string {
  const roots = [program.root, program.file.root, dataset.blob.root];
  return Buffer.concat(base === undefined ? roots : [...roots, base.root]).toString('hex');
}

/** The records in a program's file, if they are those that the task commits to; throws `WrongProgram`. */
function recordsIn(file: Uint8Array, { program }: TaskSpec): Uint8Array[] {
  let records: Uint8Array[] = [];
  try {
    records = readRecords(file);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
  }
  const isWhole = records.length === 1 + program.stateCount + program.nodeCount;
  if (!isWhole || !sameHash(recordsRoot(records), program.root)) {
    const message =
      'the program file holds another program than the task commits to; the Submitter must submit anew';
    throw new RoleError('WrongProgram', message);
  }
  return records;
}

/** Whether header and dataset are what the chain goes by when it judges a dispute. */
function agreesWithSpec(header: ProgramHeader, datasetBytes: number, spec: TaskSpec): boolean {
  const { rows, rowStride, rowWidth } = spec.dataset;
  return (
    header.batchSize === spec.batchSize &&
    header.rowStride === rowStride &&
    header.rowWidth === rowWidth &&
    header.stateCount === spec.program.stateCount &&
    header.nodeCount === spec.program.nodeCount &&
    rows > 0 &&
    datasetBytes % 4 === 0 &&
    (rows - 1) * rowStride + rowWidth <= datasetBytes / 4
  );
}
