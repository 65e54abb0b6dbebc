import type { Task } from '@plumbline/runtime-types/domain/task';
import type { GameFacts } from '@plumbline/verification/pinpoint/facts';
import { seedOf } from './attempt.ts';

/** What both sides and the chain know of the disputed task. */
export function gameFacts(id: number, task: Task): GameFacts {
  const { spec } = task;
  return {
    mode: spec.mode.type,
    programRoot: spec.program.root,
    stateCount: spec.program.stateCount,
    nodeCount: spec.program.nodeCount,
    datasetRoot: spec.dataset.blob.root,
    datasetElements: Number(spec.dataset.blob.bytes / 4n),
    rows: spec.dataset.rows,
    rowStride: spec.dataset.rowStride,
    batchSize: spec.batchSize,
    seed: seedOf(id, task),
    steps: spec.steps,
    checkpointEvery: spec.checkpointEvery,
  };
}
