import type { ProfileReport, Task } from '@plumbline/runtime-types/domain/task';
import { checkProgram } from '@plumbline/verification/graph/check';
import { GraphError } from '@plumbline/verification/graph/errors';
import { unitsPerStep } from '@plumbline/verification/graph/units';
import { codeOf } from '../errors.ts';
import { createExecutor } from './create-executor.ts';
import { RoleError } from './errors.ts';
import type { Files } from './task-files.ts';

/** What a profiler finds out about a task, given a way to get its files. */
export async function profile(task: Task, load: () => Promise<Files>): Promise<ProfileReport> {
  let files: Files;
  try {
    files = await load();
    checkProgram(files.program);
  } catch (thrown) {
    const fault = faultOf(thrown);
    if (fault === undefined) throw thrown;
    return fault;
  }
  if (!agreesWithSpec(files, task)) return { type: 'Malformed', value: { record: 0 } };
  if (!(await staysFinite(files, task))) return { type: 'NonFinite' };
  return { type: 'Ok', value: { unitsPerStep: unitsPerStep(files.program) } };
}

/** The report that an error of fetching or reading stands for; undefined when it says nothing about the task. */
function faultOf(thrown: unknown): ProfileReport | undefined {
  if (thrown instanceof GraphError) return { type: 'Malformed', value: { record: thrown.record } };
  if (thrown instanceof RoleError && thrown.code === 'WrongProgram')
    return { type: 'Malformed', value: { record: 0 } };
  const code = codeOf(thrown);
  return code === 'BlobUnavailable' || code === 'BlobTooLarge' ? { type: 'Unavailable' } : undefined;
}

/** Whether header and dataset are what the task says of them. */
function agreesWithSpec({ program, dataset }: Files, { spec }: Task): boolean {
  const { header } = program;
  const { rows, rowStride, rowWidth } = spec.dataset;
  return (
    header.batchSize === spec.batchSize &&
    header.rowStride === rowStride &&
    header.rowWidth === rowWidth &&
    header.stateCount === spec.program.stateCount &&
    header.nodeCount === spec.program.nodeCount &&
    rows > 0 &&
    dataset.length % 4 === 0 &&
    (rows - 1) * rowStride + rowWidth <= dataset.length / 4
  );
}

/** Runs one step under a seed of zeros (the true one is not drawn yet) and looks for NaN and infinities. */
async function staysFinite(files: Files, task: Task): Promise<boolean> {
  const executor = await createExecutor(files, task.spec, task.seed ?? new Uint8Array(32));
  executor.reset();
  const loss = executor.runStep(0);
  const finite = (tensor: Uint8Array): boolean =>
    new Float32Array(tensor.buffer, tensor.byteOffset, tensor.byteLength / 4).every(Number.isFinite);
  return Number.isFinite(loss) && executor.state().every(finite);
}
