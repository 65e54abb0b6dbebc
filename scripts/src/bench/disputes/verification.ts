import { LARGEST_UPDATES } from '@plumbline/runtime-types/domain/limits';
import { DEFAULT_SAMPLE_RATE, DEFAULT_VERIFIERS } from '@plumbline/worker/config/default-rates';
import { prepareRecipe, tolerantInterval } from '@plumbline/worker/config/recipe';
import { canonicalRate, tfjsRate } from '@plumbline/worker/training/bench/matmul';
import { INTERVAL, intervalSeconds } from '@plumbline/worker/training/bench/proofs';
import { subject } from '@plumbline/worker/training/bench/subjects';
import { compileModel } from '@plumbline/worker/training/compile/compile';
import { createCanonicalExecutor } from '@plumbline/worker/training/execute/executor';
import type { BenchRow } from '../rows.ts';

const SEED = new Uint8Array(32).fill(1);
const BAR = 0.05;
/** Intervals measured, of which the middle one counts. */
const ROUNDS = 5;

/** What Verifiers of the default task do beside what its Solver does, and what others have published about theirs. */
export async function verification(): Promise<BenchRow[]> {
  const recipe = await prepareRecipe({
    recipe: 'text',
    data: undefined,
    steps: undefined,
    checkpointEvery: undefined,
  });
  const { program, dataset, rows, steps, checkpointEvery } = recipe;
  const intervals = steps / checkpointEvery;
  const drawn = Math.max(1, Math.ceil(intervals * DEFAULT_SAMPLE_RATE));
  const executor = await createCanonicalExecutor({ program, dataset, rows, seed: SEED });
  const initial = time(() => {
    executor.initialState(SEED);
    executor.stateRoot();
  });
  const start = executor.state();
  const run = (): void => {
    for (let step = 0; step < checkpointEvery; step++) executor.runStep(step);
  };
  run();
  const [trained, replayed] = sideBySide(run, () => {
    executor.load(start);
    run();
    executor.stateRoot();
  });
  const each = (count: number): number => initial + count * replayed;
  const share = (DEFAULT_VERIFIERS * each(drawn)) / (intervals * trained);
  const shorter = tolerantInterval(steps);
  const parts = steps / shorter;
  const all = Math.max(1, Math.ceil(parts * DEFAULT_SAMPLE_RATE)) + LARGEST_UPDATES;
  const tolerant = (DEFAULT_VERIFIERS * each((all * shorter) / checkpointEvery)) / (intervals * trained);
  const units = (count: number, of: number): string => percent((DEFAULT_VERIFIERS * count) / of);
  return [
    {
      what: `verification of an accepted task at default rates: ${DEFAULT_VERIFIERS} Verifiers, ${drawn} of ${intervals} intervals each`,
      measured: `${percent(share)} of the time, ${units(drawn, intervals)} of the units of its training`,
      peer: 'random step audits save > 95 % of a replay (OpenReview phXKOiXC4x, published, QLoRA)',
      ratio: `${percent(1 - share)} saved`,
      bar: `≤ ${percent(BAR)}`,
      ok: share <= BAR,
    },
    {
      what: `the same of a tolerant task: ${all} of ${parts}, the ${LARGEST_UPDATES} largest update among them`,
      measured: `${percent(tolerant)} of the time, ${units(all, parts)} of the units`,
      peer: 'TAO 0.3 % (published, Qwen3-8B, their machine)',
      ratio: (tolerant / 0.003).toFixed(1),
      bar: `≤ ${percent(BAR)}`,
      ok: tolerant <= BAR,
    },
    ...(await overheads()),
  ];
}

/** What it costs to be checkable when nobody disputes. */
async function overheads(): Promise<BenchRow[]> {
  const own = subject('MLP', 'Adam');
  const { plain, proven } = await intervalSeconds(own, await compileModel(own));
  const product = { batch: 1, transposeA: false, transposeB: false, m: 256, k: 256, n: 256 };
  const kernels = (await tfjsRate(product)) / (await canonicalRate(product)) - 1;
  const row = (what: string, overhead: number, peer: string): BenchRow => ({
    what,
    measured: `${percent(overhead)} more time`,
    peer,
    ratio: '-',
    bar: 'none set here',
    ok: true,
  });
  const published = 'published, their machine';
  return [
    row(
      `training with proofs, MLP of MNIST's shape, ${INTERVAL} steps an interval`,
      proven / plain - 1,
      `Gensyn litepaper 46 % (${published}, simulated, 100 epochs of MNIST)`,
    ),
    row(
      'off chain, for the pinpoint game, when nobody plays it: the same',
      proven / plain - 1,
      `Agatha 3.0 % (${published}, inference)`,
    ),
    row(
      'reproducible kernels, product 256³ against tfjs wasm (below zero: faster)',
      kernels,
      `Verde/RepOps 60 % to 300 % (${published}, training)`,
    ),
  ];
}

/** Milliseconds of the middle one of several runs of each, taken in turns. */
function sideBySide(...runs: readonly [() => void, () => void]): [number, number] {
  const times = Array.from({ length: ROUNDS }, () => runs.map(time) as [number, number]);
  const median = (at: 0 | 1): number => times.map((each) => each[at]).sort((a, b) => a - b)[ROUNDS >> 1] ?? 0;
  return [median(0), median(1)];
}

function time(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`;
}
