import type { ProfileReport, Task } from '@plumbline/runtime-types/domain/task';
import { FARTHEST } from '@plumbline/verification/tolerant/distance';
import { intervalDrift, movesOf, smallestStep, stepsOf } from '@plumbline/verification/tolerant/drift';
import { perturbation } from '@plumbline/verification/tolerant/perturb';
import { TrainingError } from '../training/error.ts';
import { createExecutor } from './create-executor.ts';
import { breathe, type Executor, type NodeHook } from './executor.ts';
import type { Files } from './task-files.ts';
import type { WorkerBackend } from './worker-backend.ts';

/** The threshold is so many times the largest distance that was measured. */
const SAFETY = 16;
/** With more to compute in an interval than so many units, tfjs's cpu backend would take too long. */
const MOST_CPU_UNITS = 500_000_000n;

/** A device that an interval is run on, and what it does to the outputs of nodes. */
interface Device {
  readonly backend: WorkerBackend;
  readonly onNode?: NodeHook;
}

/**
 * Runs the first interval of a tolerant task on executors that round in different ways, and measures how far from the
 * canonical end they end, and the smallest step. Under a seed of zeros, as the true one is not drawn yet.
 */
export async function measureTolerance(
  files: Files,
  task: Task,
  unitsPerStep: bigint,
  threads: number,
  signal?: AbortSignal,
): Promise<ProfileReport> {
  const { spec } = task;
  const seed = task.seed ?? new Uint8Array(32);
  const canonical = await createExecutor(files, spec, seed, { threads });
  try {
    canonical.reset();
    const moves: number[][] = [];
    let before = floatsOf(canonical);
    for (let step = 0; step < spec.checkpointEvery; step++) {
      canonical.runStep(step);
      await breathe(signal);
      const after = floatsOf(canonical);
      moves.push(movesOf(before, after));
      before = after;
    }
    const end = before;
    const steps = stepsOf(moves, end);
    let farthest = 0;
    for (const device of devicesFor(files, unitsPerStep * BigInt(spec.checkpointEvery))) {
      const own =
        device.backend === 'canonical'
          ? canonical
          : await createExecutor(files, spec, seed, { backend: device.backend });
      try {
        const other = await endOf(own, device, spec.checkpointEvery, signal);
        farthest = Math.max(farthest, intervalDrift(steps, end, other));
      } catch (thrown) {
        // A backend without one of the operators solves no such task, so nothing is to be measured on it.
        if (!(thrown instanceof TrainingError)) throw thrown;
      } finally {
        if (own !== canonical) await own.close();
      }
    }
    const threshold = BigInt(Math.min(SAFETY * farthest, FARTHEST));
    const step = BigInt(smallestStep(steps, moves));
    return { type: 'Measured', value: { unitsPerStep, threshold, step } };
  } finally {
    await canonical.close();
  }
}

function devicesFor({ program }: Files, units: bigint): Device[] {
  const perturbed = [1, 2].map(
    (seed): Device => ({ backend: 'canonical', onNode: perturbation(program, seed) }),
  );
  const devices: Device[] = [...perturbed, { backend: 'wasm' }];
  return units <= MOST_CPU_UNITS ? [...devices, { backend: 'cpu' }] : devices;
}

async function endOf(
  executor: Executor,
  { onNode }: Device,
  steps: number,
  signal?: AbortSignal,
): Promise<Float32Array[]> {
  executor.reset();
  for (let step = 0; step < steps; step++) {
    executor.runStep(step, onNode);
    await breathe(signal);
  }
  return floatsOf(executor);
}

function floatsOf(executor: Executor): Float32Array[] {
  return executor.state().map((bytes) => new Float32Array(bytes.slice().buffer));
}
