import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import { decodeProgram, type Program, programRoot } from '@plumbline/verification/graph/program';
import type { ProgramHeader } from '@plumbline/verification/graph/types';
import { sameHash } from '@plumbline/verification/hash/hex';
import type { BlobClient, PeerSource } from '../network/blob-client.ts';
import { blobRef } from '../storage/blob-ref.ts';
import { RoleError } from './errors.ts';

/** What a task is about. */
export interface Files {
  readonly program: Program;
  /** f32 little-endian values. */
  readonly dataset: Uint8Array;
}

/** Fetches the program and the dataset of tasks, and holds on to the last ones used. */
export class TaskFiles {
  readonly #blobs: BlobClient;
  readonly #held = new Map<string, Files>();

  constructor(blobs: BlobClient) {
    this.#blobs = blobs;
  }

  /**
   * The files of a task, from the store or from `peers`. Throws `BlobUnavailable`; a `GraphError` when the file is
   * no program; `WrongProgram` when it is another program than the task commits to, or one that chain and workers
   * would read differently.
   */
  async load(spec: TaskSpec, peers: readonly PeerSource[], signal?: AbortSignal): Promise<Files> {
    const key = Buffer.concat([spec.program.root, spec.program.file.root, spec.dataset.blob.root]).toString(
      'hex',
    );
    const held = this.#held.get(key);
    if (held !== undefined) return held;
    const file = spec.program.file;
    const bytes = await this.#blobs.fetch(blobRef(file.root, Number(file.bytes)), peers, signal);
    const program = decodeProgram(bytes);
    if (!sameHash(programRoot(program), spec.program.root)) {
      const message =
        'the program file holds another program than the task commits to; the Submitter must submit anew';
      throw new RoleError('WrongProgram', message);
    }
    const { blob } = spec.dataset;
    const dataset = await this.#blobs.fetch(blobRef(blob.root, Number(blob.bytes)), peers, signal);
    if (!agreesWithSpec(program.header, dataset.length, spec)) {
      const message =
        "the program's header or the dataset is not what the task says of it; the Submitter must submit anew";
      throw new RoleError('WrongProgram', message);
    }
    const files: Files = { program, dataset };
    this.#held.set(key, files);
    for (const oldest of this.#held.keys()) if (this.#held.size > 4) this.#held.delete(oldest);
    return files;
  }
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
