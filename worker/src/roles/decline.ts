import type { Task } from '@plumbline/runtime-types/domain/task';
import type { ChainView } from '../chain/view.ts';
import type { WorkerContext } from './context.ts';
import { demandLeaf, missingFile } from './demand-leaf.ts';
import type { Job } from './reconciler.ts';

/** Part of the time that a Solver may be silent after which it gives up a task that it cannot start. */
const PATIENCE = 0.75;
/** Part after which it demands files that it has not got. */
const DEMANDING = 0.4;

/**
 * Gives up a task whose files could not be had for most of the time that there is to start it: declining costs less
 * than silence, and another Solver may reach whoever serves them.
 */
export function declineWhenLate(
  { calls, loggerOf, submitter }: WorkerContext,
  { block }: ChainView,
  id: number,
  { deadline, spec, attempt }: Task,
): Job[] {
  if (block.number < deadline - Math.floor(spec.stallBlocks * (1 - PATIENCE))) return [];
  const run = async (): Promise<void> => {
    loggerOf('solver').warn(
      { event: 'declined', task: id },
      `task ${id} could not be started in time, most likely because nobody serves its files: declining it`,
    );
    await submitter.submit(calls.decline(id));
  };
  return [{ key: `decline:${id}.${attempt}`, run }];
}

/** Demands on chain, once, what of the files of a task could not be had in good time: it is shown, or the task ends. */
export async function demandWhenLate(
  context: WorkerContext,
  { block }: ChainView,
  id: number,
  { deadline, spec }: Task,
  asked: Set<string>,
  attempt: string,
): Promise<Job[]> {
  const late = block.number >= deadline - Math.floor(spec.stallBlocks * (1 - DEMANDING));
  if (!late || asked.has(attempt)) return [];
  const missing = await missingFile(context, spec);
  if (missing === undefined) return [];
  const run = async (): Promise<void> => {
    asked.add(attempt);
    await demandLeaf(context, id, missing, 'no peer has served it until now');
  };
  return [{ key: `demand:${attempt}`, run }];
}
