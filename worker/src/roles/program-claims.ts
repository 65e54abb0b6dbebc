import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import type { ProgramClaims } from '@plumbline/verification/graph/check-record';

/** What a task says of its program, and the program's header has to say too. */
export function claimsOf({ program, dataset, batchSize }: TaskSpec): ProgramClaims {
  const { stateCount, nodeCount } = program;
  const { rowStride, rowWidth } = dataset;
  return { stateCount, nodeCount, batchSize, rowStride, rowWidth };
}
