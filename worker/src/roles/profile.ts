import type { ProfileReport, Task } from '@plumbline/runtime-types/domain/task';
import { checkProgram } from '@plumbline/verification/graph/check';
import { GraphError } from '@plumbline/verification/graph/errors';
import { unitsPerStep } from '@plumbline/verification/graph/units';
import { codeOf } from '../errors.ts';
import { createExecutor } from './create-executor.ts';
import { RoleError } from './errors.ts';
import type { Files } from './task-files.ts';

/** What a profiler finds out about a task, given a way to get its files, computing with so many threads. */
export async function profile(task: Task, load: () => Promise<Files>, threads = 1): Promise<ProfileReport> {
  let files: Files;
  try {
    files = await load();
    checkProgram(files.program);
  } catch (thrown) {
    const fault = faultOf(thrown);
    if (fault === undefined) throw thrown;
    return fault;
  }
  const units = unitsPerStep(files.program);
  const report: ProfileReport = { type: 'Ok', value: { unitsPerStep: units } };
  // The chain rejects a task whose units are not these: no step of it needs to be run.
  if (units !== task.spec.unitsPerStep) return report;
  return (await staysFinite(files, task, threads)) ? report : { type: 'NonFinite' };
}

/** The report that an error of fetching or reading stands for; undefined when it says nothing about the task. */
function faultOf(thrown: unknown): ProfileReport | undefined {
  if (thrown instanceof GraphError) return { type: 'Malformed', value: { record: thrown.record } };
  if (thrown instanceof RoleError && thrown.code === 'WrongProgram')
    return { type: 'Malformed', value: { record: 0 } };
  const code = codeOf(thrown);
  // What does not open with the key that was given is as good as not served.
  return code === 'BlobUnavailable' || code === 'BlobTooLarge' || code === 'NotOpened' || code === 'BadSeal'
    ? { type: 'Unavailable' }
    : undefined;
}

/** Runs one step under a seed of zeros (the true one is not drawn yet) and looks for NaN and infinities. */
async function staysFinite(files: Files, task: Task, threads: number): Promise<boolean> {
  const executor = await createExecutor(files, task.spec, task.seed ?? new Uint8Array(32), threads);
  try {
    executor.reset();
    const loss = executor.runStep(0);
    const finite = (tensor: Uint8Array): boolean =>
      new Float32Array(tensor.buffer, tensor.byteOffset, tensor.byteLength / 4).every(Number.isFinite);
    return Number.isFinite(loss) && executor.state().every(finite);
  } finally {
    await executor.close();
  }
}
