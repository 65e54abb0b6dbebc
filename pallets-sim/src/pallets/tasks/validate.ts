import {
  MAX_INTERVALS,
  MAX_NODES,
  MAX_PROFILERS,
  MAX_STATE_TENSORS,
  MAX_VERIFIERS,
} from '@plumbline/runtime-types/domain/limits';
import type { TasksParams } from '@plumbline/runtime-types/domain/params';
import type { DatasetRef, ProgramRef, TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import { tasks } from './declaration.ts';
import { escrowFor } from './fees.ts';

const MAX_BATCH_SIZE = 2 ** 20;
/** Half a day of fast blocks. Longer intervals are no use: whoever is silent would hold others for so long. */
const MAX_STALL_BLOCKS = 100_000;
const MAX_DATASET_VALUES = 2n ** 32n;
const MAX_BALANCE = (1n << 128n) - 1n;

/** Refuses a spec that cannot be carried out, with an error of its own for each reason. */
export function validateSpec(spec: TaskSpec, params: TasksParams): void {
  const { ensure } = tasks;
  ensure(spec.name.trim().length > 0, 'NoName');
  validateProgram(spec.program);
  ensure(spec.batchSize > 0, 'ZeroBatchSize');
  ensure(spec.batchSize <= MAX_BATCH_SIZE, 'BatchTooLarge');
  ensure(spec.steps > 0, 'ZeroSteps');
  ensure(spec.checkpointEvery > 0, 'ZeroCheckpointEvery');
  ensure(spec.steps % spec.checkpointEvery === 0, 'CheckpointsDoNotDivide');
  ensure(spec.steps / spec.checkpointEvery <= MAX_INTERVALS, 'TooManyCheckpoints');
  ensure(spec.unitsPerStep > 0n, 'ZeroUnits');
  validateDataset(spec.dataset);
  ensure(spec.verifiers > 0, 'NoVerifiers');
  ensure(spec.verifiers <= MAX_VERIFIERS, 'TooManyVerifiers');
  ensure(spec.profilers > 0, 'NoProfilers');
  ensure(spec.profilers <= MAX_PROFILERS, 'TooManyProfilers');
  ensure(spec.sampleRate > 0 && spec.sampleRate <= 1_000_000, 'BadSampleRate');
  ensure(spec.maxPrice > 0n, 'ZeroPrice');
  ensure(spec.stallBlocks > 0, 'ZeroStallBlocks');
  ensure(spec.stallBlocks <= MAX_STALL_BLOCKS, 'StallTooLong');
  ensure(escrowFor(spec, params) <= MAX_BALANCE, 'FeeTooLarge');
}

function validateProgram({ stateCount, nodeCount, file }: ProgramRef): void {
  tasks.ensure(stateCount > 0 && nodeCount > 0 && file.bytes > 0n, 'EmptyProgram');
  tasks.ensure(nodeCount <= MAX_NODES, 'TooManyNodes');
  tasks.ensure(stateCount <= MAX_STATE_TENSORS, 'TooManyStateTensors');
}

function validateDataset({ blob, rows, rowStride, rowWidth }: DatasetRef): void {
  tasks.ensure(rows > 0 && rowWidth > 0, 'EmptyDataset');
  tasks.ensure(rowStride > 0, 'ZeroRowStride');
  tasks.ensure(blob.bytes % 4n === 0n, 'DatasetNotWhole');
  tasks.ensure(blob.bytes / 4n <= MAX_DATASET_VALUES, 'DatasetTooLarge');
  const end = BigInt(rows - 1) * BigInt(rowStride) + BigInt(rowWidth);
  tasks.ensure(end <= blob.bytes / 4n, 'RowsBeyondDataset');
}
