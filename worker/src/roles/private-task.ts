import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import { sameHash } from '@plumbline/verification/hash/hex';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import { type BlobRef, blobRef } from '../storage/blob-ref.ts';
import { openFile, type SealedFile, sealFile } from '../storage/sealed-file.ts';
import { RoleError } from './errors.ts';
import type { PreparedTask } from './task-spec.ts';

/** Makes a task private: what is served, and what its manifest points to, is sealed with a key of 32 bytes. */
export function sealTask({ spec, programFile, dataset }: PreparedTask, taskKey: Uint8Array): PreparedTask {
  const program = sealFile(taskKey, 'program', programFile);
  const data = sealFile(taskKey, 'dataset', dataset);
  const blobOf = (bytes: Uint8Array) => ({ root: blobRoot(bytes), bytes: BigInt(bytes.length) });
  const sealed = { program: blobOf(program), dataset: blobOf(data) };
  return { spec: { ...spec, sealed }, programFile: program, dataset: data, taskKey };
}

/** The files of a task as they are served: sealed ones of a private task. */
export function servedFiles({ program, dataset, sealed }: TaskSpec): Record<SealedFile, BlobRef> {
  const refOf = ({ root, bytes }: TaskSpec['dataset']['blob']): BlobRef => blobRef(root, Number(bytes));
  return {
    program: refOf(sealed?.program ?? program.file),
    dataset: refOf(sealed?.dataset ?? dataset.blob),
  };
}

/** A file of a task as it is served; undefined when that takes a key that is not here. */
export function sealedAs(
  spec: TaskSpec,
  file: SealedFile,
  plain: Uint8Array,
  taskKey: Uint8Array | undefined,
): Uint8Array | undefined {
  if (spec.sealed === undefined) return plain;
  return taskKey && sealFile(taskKey, file, plain);
}

/** A file of a task from what was served; throws when it is not what the task commits to. */
export function openServed(
  spec: TaskSpec,
  file: SealedFile,
  served: Uint8Array,
  taskKey: Uint8Array | undefined,
): Uint8Array {
  if (spec.sealed === undefined) return served;
  if (taskKey === undefined) {
    const message = 'the task is private, and its Submitter has not sealed its key to this account yet';
    throw new RoleError('NotReady', message);
  }
  const plain = openFile(taskKey, file, served);
  const { root, bytes } = file === 'program' ? spec.program.file : spec.dataset.blob;
  if (BigInt(plain.length) !== bytes || !sameHash(blobRoot(plain), root)) {
    throw new RoleError('WrongProgram', `the ${file} of the private task is another than it commits to`);
  }
  return plain;
}
