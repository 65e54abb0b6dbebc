import type { DemandedLeaf } from '@plumbline/runtime-types/domain/demand';
import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import { messageOf } from '../errors.ts';
import type { WorkerContext } from './context.ts';
import { servedFiles } from './private-task.ts';

/** Has a leaf that nobody serves shown on chain: whoever owes it has it, or pays for not having it. */
export async function demandLeaf(
  { calls, loggerOf, submitter }: WorkerContext,
  id: number,
  what: DemandedLeaf,
  why: unknown,
): Promise<void> {
  const log = loggerOf('worker');
  const name = what.type === 'State' ? `checkpoint ${what.value.checkpoint}` : what.type.toLowerCase();
  log.info(
    { event: 'demand', task: id, what: what.type, reason: messageOf(why) },
    `the ${name} of task ${id} is not served; demanding a leaf of it on chain`,
  );
  try {
    await submitter.submit(calls.demand(id, what));
  } catch (refused) {
    // Somebody else has demanded it, or the task is further: the work goes on without.
    log.debug({ event: 'demand-refused', task: id, reason: messageOf(refused) }, 'not demanded');
  }
}

/** The first leaf of a file of a task that this worker has not got yet; none when it has both. */
export async function missingFile(
  { store }: WorkerContext,
  spec: TaskSpec,
): Promise<DemandedLeaf | undefined> {
  const { program, dataset } = servedFiles(spec);
  if (!(await store.has(program))) return { type: 'Program', value: { leaf: 0 } };
  return (await store.has(dataset)) ? undefined : { type: 'Dataset', value: { leaf: 0 } };
}
