import type { ProfileReport, Task } from '@plumbline/runtime-types/domain/task';
import { checkProgram } from '@plumbline/verification/graph/check';
import { GraphError } from '@plumbline/verification/graph/errors';
import { lookOver } from '@plumbline/verification/profiling/look-over';
import { codeOf } from '../errors.ts';
import { isTolerant } from './attempt.ts';
import { createExecutor } from './create-executor.ts';
import { measureTolerance } from './measure-tolerance.ts';
import { claimsOf } from './program-claims.ts';
import type { Files } from './task-files.ts';

/**
 * What a profiler finds out about a task, given ways to get the records of its program, and all its files. What only
 * records say comes first, because the chain can check that; then what is missing, and one step, computed with so many threads.
 */
export async function profile(
  task: Task,
  look: () => Promise<Uint8Array[]>,
  load: () => Promise<Files>,
  threads = 1,
): Promise<ProfileReport> {
  const claims = claimsOf(task.spec);
  try {
    const found = lookOver(claims, await look());
    // The chain rejects a task whose units are not these: no step of it needs to be run.
    if (found.type !== 'Ok') return found;
    if (found.value.unitsPerStep !== task.spec.unitsPerStep) return unmeasured(task, found);
    const files = await load();
    checkProgram(files.program, claims);
    if (!(await staysFinite(files, task, threads))) return { type: 'NonFinite' };
    const { unitsPerStep } = found.value;
    return isTolerant(task) ? await measureTolerance(files, task, unitsPerStep, threads) : found;
  } catch (thrown) {
    if (saysUnavailable(thrown)) return { type: 'Unavailable' };
    throw thrown;
  }
}

/** Other units than the task says, for which it is rejected whatever would be measured. */
function unmeasured(task: Task, found: Extract<ProfileReport, { type: 'Ok' }>): ProfileReport {
  if (!isTolerant(task)) return found;
  return { type: 'Measured', value: { ...found.value, threshold: 0n, step: 0n } };
}

/** Whether an error means that the files are not there, or not what their roots say. */
function saysUnavailable(thrown: unknown): boolean {
  // What does not open with the key that was given is as good as not served; a constant can only be missing.
  return thrown instanceof GraphError || UNAVAILABLE.has(codeOf(thrown) ?? '');
}

const UNAVAILABLE: ReadonlySet<string> = new Set([
  'BlobUnavailable',
  'BlobTooLarge',
  'NotOpened',
  'BadSeal',
  'WrongProgram',
]);

/** Runs one step under a seed of zeros (the true one is not drawn yet) and looks for NaN and infinities. */
async function staysFinite(files: Files, task: Task, threads: number): Promise<boolean> {
  const executor = await createExecutor(files, task.spec, task.seed ?? new Uint8Array(32), { threads });
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
