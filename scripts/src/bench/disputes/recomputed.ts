import type { Program } from '@plumbline/verification/graph/types';
import { blake2b256, type Hash } from '@plumbline/verification/hash/blake2b';
import type { Course } from '@plumbline/worker/roles/course';
import type { Executor } from '@plumbline/worker/roles/executor';
import { PinpointTrace } from '@plumbline/worker/roles/pinpoint-trace';
import { createCanonicalExecutor } from '@plumbline/worker/training/execute/executor';

/** Of all disputes that the bench replays. */
export const seed = blake2b256(Uint8Array.of(5));

export interface Task {
  readonly program: Program;
  readonly dataset: Uint8Array;
  readonly rows: number;
}

/** An executor as a worker has it, at the initial state. */
async function executorOf({ program, dataset, rows }: Task): Promise<Executor> {
  const canonical = await createCanonicalExecutor({ program, dataset, rows, seed });
  canonical.initialState(seed);
  return {
    reset: () => canonical.initialState(seed),
    load: (state) => canonical.load(state),
    state: (into) => canonical.state(into),
    tensorRoots: () => canonical.tensorRoots(),
    stateRoot: () => canonical.stateRoot(),
    runStep: (step, onNode) => canonical.runStep(step, onNode === undefined ? {} : { onNode }),
  };
}

export interface Trained {
  /** Roots of the states before the first step and after the last. */
  readonly start: Hash;
  readonly end: Hash;
  readonly seconds: number;
}

/** Trains so many steps from the initial state. */
export async function trained(task: Task, course: Course, steps: number): Promise<Trained> {
  const executor = await executorOf(task);
  const start = executor.stateRoot();
  const started = performance.now();
  for (let step = 0; step < steps; step++) course.advance(executor, step);
  const seconds = (performance.now() - started) / 1000;
  return { start, end: executor.stateRoot(), seconds };
}

/** The recomputation of a side that has the initial state and nothing else. */
export async function traceOf(task: Task, course: Course): Promise<PinpointTrace> {
  const executor = await executorOf(task);
  const state = executor.state();
  const startBefore = async () => ({ steps: 0, state });
  const { program, dataset } = task;
  return new PinpointTrace({ program, dataset, seed, executor, course, startBefore });
}
