import type { TaskStatusName } from '@plumbline/runtime-types/domain/task';

/** Until a Solver of the attempt has started the Submitter owes the files, afterwards the Solver. */
export const UNSTARTED: readonly TaskStatusName[] = [
  'Submitted',
  'Profiling',
  'Reporting',
  'Profiled',
  'Open',
  'Assigned',
];
