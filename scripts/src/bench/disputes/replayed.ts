import { programRoot } from '@plumbline/verification/graph/program';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import type { GameFacts } from '@plumbline/verification/pinpoint/facts';
import { openGame } from '@plumbline/verification/pinpoint/open';
import { prepareRecipe } from '@plumbline/worker/config/recipe';
import { cheatingCourse, planCheat } from '@plumbline/worker/roles/adversary';
import { honestCourse } from '@plumbline/worker/roles/course';
import type { Recipe } from '@plumbline/worker/training/recipes';
import type { BenchRow } from '../rows.ts';
import { bothSides } from './both-sides.ts';
import { seed, traceOf, trained } from './recomputed.ts';

const STEPS = 50;

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
  const honest = await trained(recipe, honestCourse, STEPS);
  const lying = await trained(recipe, course, STEPS);
  const traces = {
    Defender: await traceOf(recipe, course),
    Challenger: await traceOf(recipe, honestCourse),
  };
  const opening = openGame(facts, { interval: 0, start: honest.start, end: lying.end });
  const { moves, seconds, verdict } = await bothSides(facts, opening, traces);
  return {
    what: `wall time of both sides, default task, ${STEPS} steps of ${program.nodes.length} operators`,
    measured: `${moves} moves; Solver ${show(seconds.Defender)}, challenger ${show(seconds.Challenger)} with replay; training them ${show(honest.seconds)}; ${verdict.winner}: ${verdict.reason}`,
    peer: 'training them',
    ratio: (seconds.Challenger / honest.seconds).toFixed(2),
    bar: 'none set',
    ok: verdict.winner === 'Challenger',
  };
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
