import { programRoot } from '@plumbline/verification/graph/program';
import { blake2b256 } from '@plumbline/verification/hash/blake2b';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import { applyMove } from '@plumbline/verification/pinpoint/apply';
import { challenge } from '@plumbline/verification/pinpoint/challenge';
import { defend } from '@plumbline/verification/pinpoint/defend';
import type { GameFacts, Outcome, Side } from '@plumbline/verification/pinpoint/facts';
import { openGame } from '@plumbline/verification/pinpoint/open';
import type { Trace } from '@plumbline/verification/pinpoint/trace';
import { turnOf } from '@plumbline/verification/pinpoint/turn';
import { prepareRecipe } from '@plumbline/worker/config/recipe';
import { cheatingCourse, planCheat } from '@plumbline/worker/roles/adversary';
import { type Course, honestCourse } from '@plumbline/worker/roles/course';
import type { Executor } from '@plumbline/worker/roles/executor';
import { PinpointTrace } from '@plumbline/worker/roles/pinpoint-trace';
import { createCanonicalExecutor } from '@plumbline/worker/training/execute/executor';
import type { Recipe } from '@plumbline/worker/training/recipes';
import type { BenchRow } from '../rows.ts';

const STEPS = 50;
const seed = blake2b256(Uint8Array.of(5));

/** A dispute about an interval of the default task, with both sides as workers play it, each on an executor. */
export async function replayedDispute(): Promise<BenchRow> {
  const recipe = await prepareRecipe({
    recipe: 'text',
    data: undefined,
    steps: STEPS,
    checkpointEvery: STEPS,
  });
  const { program } = recipe;
  const facts = factsOf(recipe);
  const course = cheatingCourse(planCheat('wrong-step', program, STEPS), program, STEPS);
  const honest = await trained(recipe, honestCourse);
  const lying = await trained(recipe, course);
  const traces = {
    Defender: await traceOf(recipe, course),
    Challenger: await traceOf(recipe, honestCourse),
  };
  const seconds = { Defender: 0, Challenger: 0 };
  const strategies = { Defender: defend, Challenger: challenge };
  let state = openGame(facts, { interval: 0, start: honest.start, end: lying.end });
  for (let moves = 1; ; moves++) {
    const side: Side = turnOf(state);
    const started = performance.now();
    const move = await strategies[side](facts, state, traces[side]);
    seconds[side] += (performance.now() - started) / 1000;
    const outcome: Outcome = applyMove(facts, state, side, move);
    if (outcome.kind === 'next') state = outcome.state;
    else {
      return {
        what: `wall time of both sides, default task, ${STEPS} steps of ${program.nodes.length} operators`,
        measured: `${moves} moves; Solver ${show(seconds.Defender)}, challenger ${show(seconds.Challenger)} with replay; training them ${show(honest.seconds)}; ${outcome.winner}: ${outcome.reason}`,
        peer: 'training them',
        ratio: (seconds.Challenger / honest.seconds).toFixed(2),
        bar: 'none set',
        ok: outcome.winner === 'Challenger',
      };
    }
  }
}

function show(seconds: number): string {
  return `${seconds.toFixed(1)} s`;
}

function factsOf({ program, dataset, rows, rowStride, batchSize }: Recipe): GameFacts {
  return {
    mode: 'Reproducible',
    programRoot: programRoot(program),
    stateCount: program.states.length,
    nodeCount: program.nodes.length,
    datasetRoot: blobRoot(dataset),
    datasetElements: dataset.length / 4,
    rows,
    rowStride,
    batchSize,
    seed,
    steps: STEPS,
    checkpointEvery: STEPS,
  };
}

async function createExecutor({ program, dataset, rows }: Recipe): Promise<Executor> {
  const canonical = await createCanonicalExecutor({ program, dataset, rows, seed });
  canonical.initialState(seed);
  return {
    reset: () => canonical.initialState(seed),
    load: (state) => canonical.load(state),
    state: () => canonical.state(),
    tensorRoots: () => canonical.tensorRoots(),
    stateRoot: () => canonical.stateRoot(),
    runStep: (step, onNode) => canonical.runStep(step, onNode === undefined ? {} : { onNode }),
  };
}

async function trained(
  recipe: Recipe,
  course: Course,
): Promise<{ start: Uint8Array; end: Uint8Array; seconds: number }> {
  const executor = await createExecutor(recipe);
  const start = executor.stateRoot();
  const started = performance.now();
  for (let step = 0; step < STEPS; step++) course.advance(executor, step);
  const seconds = (performance.now() - started) / 1000;
  return { start, end: executor.stateRoot(), seconds };
}

async function traceOf(recipe: Recipe, course: Course): Promise<Trace> {
  const executor = await createExecutor(recipe);
  const state = executor.state();
  const startBefore = async () => ({ steps: 0, state });
  const { program, dataset } = recipe;
  return new PinpointTrace({ program, dataset, seed, executor, course, startBefore });
}
