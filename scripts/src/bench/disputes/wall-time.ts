import { programRoot } from '@plumbline/verification/graph/program';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import type { GameFacts } from '@plumbline/verification/pinpoint/facts';
import { openGame } from '@plumbline/verification/pinpoint/open';
import { checkpointInterval } from '@plumbline/worker/config/recipe';
import { type Course, honestCourse } from '@plumbline/worker/roles/course';
import type { NodeHook } from '@plumbline/worker/roles/executor';
import type { BenchRow } from '../rows.ts';
import { bothSides, type Played } from './both-sides.ts';
import type { Sizes } from './dispute.ts';
import { seed, traceOf, trained } from './recomputed.ts';
import { power } from './show.ts';
import { DATA, type SideWork, secondsOf, sideWork } from './side-work.ts';
import { type ProgramSize, type SizedProgram, sizedProgram } from './sized-program.ts';

/** What takes a side longer by its pieces is not played. */
const PLAYED_SECONDS = 12;
/** Two sides of a larger one do not fit into memory together. */
const PLAYED_ELEMENTS = 1_000_000;
const WRONG_ELEMENT = 500;

/**
 * Wall time of both sides with replay, for programs of all these sizes run on the canonical kernels. Steps only say how
 * many of them lie between two checkpoints, by the client's rule.
 */
export async function wallTimes(
  sizes: readonly ProgramSize[],
  steps: readonly number[],
): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const size of sizes) {
    const sized = sizedProgram(size);
    const work = await sideWork(sized);
    for (const count of steps) rows.push(await rowOf({ ...size, steps: count }, sized, work));
  }
  return rows;
}

async function rowOf(sizes: Sizes, sized: SizedProgram, work: SideWork): Promise<BenchRow> {
  const interval = checkpointInterval(sizes.steps);
  const computed = secondsOf(work, interval);
  const isPlayed = computed <= PLAYED_SECONDS && sizes.elements <= PLAYED_ELEMENTS;
  const played = isPlayed ? await play(sized, sizes.steps, interval) : undefined;
  const { step, layOpen, pinpoint } = work;
  const pieces = `step with its state root ${show(step)}, laying one open ${show(layOpen)}, trees and element ${show(pinpoint)}`;
  const [steps, operators, elements] = [sizes.steps, sizes.operators, sizes.elements].map(power);
  return {
    what: `both sides with replay, ${steps} steps (which only sets an interval of ${interval}) × ${operators} operators (others of ${sized.others} elements) × ${elements} elements`,
    measured: `${played === undefined ? 'computed from rates' : 'measured'}: ${sides(played, computed)}; ${pieces}`,
    peer: 'replay of the interval alone',
    ratio: ((played?.seconds.Challenger ?? computed) / (interval * step)).toFixed(2),
    bar: 'none set',
    ok: played === undefined || played.verdict.winner === 'Challenger',
  };
}

function sides(played: Played | undefined, computed: number): string {
  if (played === undefined) return `${show(computed)} each`;
  const { seconds, moves } = played;
  const [solver, challenger] = [show(seconds.Defender), show(seconds.Challenger)];
  return `Solver ${solver}, challenger ${challenger} for ${moves} moves, by rates ${show(computed)}`;
}

/** The dispute itself: one element of the product is wrong, in the last step of the first interval. */
async function play(sized: SizedProgram, steps: number, interval: number): Promise<Played> {
  const { program } = sized;
  const facts: GameFacts = {
    ...{ mode: 'Reproducible', programRoot: programRoot(program), stateCount: program.states.length },
    ...{ nodeCount: program.nodes.length, datasetRoot: blobRoot(DATA.dataset), datasetElements: 1 },
    ...{ rows: 1, rowStride: 1, batchSize: 1, seed, steps, checkpointEvery: interval },
  };
  const course = wrongProduct(sized, interval - 1);
  const task = { program, ...DATA };
  const { start, end } = await trained(task, course, interval);
  const traces = { Defender: await traceOf(task, course), Challenger: await traceOf(task, honestCourse) };
  return bothSides(facts, openGame(facts, { interval: 0, start, end }), traces);
}

/** The program, but for one element of the product in one step. */
function wrongProduct({ product }: SizedProgram, wrong: number): Course {
  const corrupt: NodeHook = (node, output) => {
    if (node === product) output[WRONG_ELEMENT] = (output[WRONG_ELEMENT] ?? 0) + 0.5;
  };
  const tamper: Course['tamper'] = (_, step) => (step === wrong ? corrupt : undefined);
  return { tamper, advance: (executor, step) => executor.runStep(step, tamper(executor, step)) };
}

function show(seconds: number): string {
  return seconds < 0.1 ? `${(1000 * seconds).toFixed(1)} ms` : `${seconds.toFixed(1)} s`;
}
