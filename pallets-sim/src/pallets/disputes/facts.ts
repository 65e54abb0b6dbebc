import type { Task } from '@plumbline/runtime-types/domain/task';
import type { GameFacts } from '@plumbline/verification/pinpoint/facts';

/** What the referee knows of a task; its seed is fixed as long as it is disputed. */
export function gameFacts({ spec, seed }: Pick<Task, 'spec' | 'seed'>): GameFacts {
  const { program, dataset } = spec;
  return {
    mode: spec.mode.type,
    programRoot: program.root,
    stateCount: program.stateCount,
    nodeCount: program.nodeCount,
    datasetRoot: dataset.blob.root,
    datasetElements: Number(dataset.blob.bytes / 4n),
    rows: dataset.rows,
    rowStride: dataset.rowStride,
    batchSize: spec.batchSize,
    seed: seed ?? new Uint8Array(32),
    steps: spec.steps,
    checkpointEvery: spec.checkpointEvery,
  };
}
