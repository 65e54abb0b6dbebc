import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import type { ProgramTerms } from '@plumbline/verification/profiling/malformed';

/** What a task says of its program, and the program has to say of itself. */
export function programTerms({ program, dataset, batchSize }: TaskSpec): ProgramTerms {
  const { root: programRoot, stateCount, nodeCount } = program;
  const { rowStride, rowWidth } = dataset;
  return { programRoot, stateCount, nodeCount, batchSize, rowStride, rowWidth };
}
