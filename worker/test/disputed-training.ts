import { linearModel } from '@plumbline/verification/graph/linear-model.fixture';
import { programRoot } from '@plumbline/verification/graph/program';
import { blake2b256, type Hash } from '@plumbline/verification/hash/blake2b';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import type { GameFacts } from '@plumbline/verification/pinpoint/facts';
import type { Trace } from '@plumbline/verification/pinpoint/trace';
import type { Course } from '../src/roles/course.ts';
import type { Executor } from '../src/roles/executor.ts';
import type { StateAt } from '../src/roles/kept-states.ts';
import { PinpointTrace } from '../src/roles/pinpoint-trace.ts';
import { createCanonicalExecutor } from '../src/training/execute/executor.ts';
import { kernelsHash } from '../src/training/kernels/identity.ts';

export const [STEPS, EVERY] = [120, 40];
const ROWS = 10;
export const program = linearModel(kernelsHash());
const values = Float32Array.from({ length: 4 * ROWS }, (_, i) => ((i * 7) % 11) / 11 - 0.5);
const dataset = new Uint8Array(values.buffer);
export const seed = blake2b256(Uint8Array.of(3));
export const facts: GameFacts = {
  mode: 'Reproducible',
  programRoot: programRoot(program),
  stateCount: program.states.length,
  nodeCount: program.nodes.length,
  datasetRoot: blobRoot(dataset),
  datasetElements: values.length,
  rows: ROWS,
  rowStride: 4,
  batchSize: 4,
  seed,
  steps: STEPS,
  checkpointEvery: EVERY,
};

export async function createExecutor(): Promise<Executor> {
  const canonical = await createCanonicalExecutor({ program, dataset, rows: ROWS, seed });
  return {
    reset: () => canonical.initialState(seed),
    load: (state) => canonical.load(state),
    state: () => canonical.state(),
    tensorRoots: () => canonical.tensorRoots(),
    stateRoot: () => canonical.stateRoot(),
    runStep: (step, onNode) => canonical.runStep(step, onNode && { onNode }),
  };
}

export interface Training {
  readonly roots: Hash[];
  readonly states: Uint8Array[][];
}

export async function trained(course: Course): Promise<Training> {
  const executor = await createExecutor();
  executor.reset();
  const training: Training = { roots: [executor.stateRoot()], states: [executor.state()] };
  for (let step = 0; step < STEPS; step++) {
    course.advance(executor, step);
    if ((step + 1) % EVERY > 0) continue;
    training.roots.push(executor.stateRoot());
    training.states.push(executor.state());
  }
  return training;
}

/** A trace as a worker has it that was started just now: only checkpoints are at hand. */
export async function traceOf(
  course: Course,
  { states }: Training,
  {
    executor,
    keptBytes,
    startBefore,
  }: { executor?: Executor; keptBytes?: number; startBefore?: (steps: number) => Promise<StateAt> } = {},
): Promise<Trace> {
  const fromCheckpoint = async (steps: number): Promise<StateAt> => {
    const checkpoint = Math.floor(steps / EVERY);
    return { steps: checkpoint * EVERY, state: states[checkpoint]! };
  };
  const own = executor ?? (await createExecutor());
  const options = {
    ...{ program, dataset, seed, executor: own, course },
    startBefore: startBefore ?? fromCheckpoint,
  };
  return new PinpointTrace(keptBytes === undefined ? options : { ...options, keptBytes });
}
