import type { Program } from '@plumbline/verification/graph/types';
import { stepFloor } from '@plumbline/worker/training/bench/floor';
import { copyRate } from '@plumbline/worker/training/bench/matmul';
import { INTERVAL, type IntervalSeconds, intervalSeconds } from '@plumbline/worker/training/bench/proofs';
import { canonicalSteps, stepBesideProduct } from '@plumbline/worker/training/bench/steps';
import { type OptimizerName, type Subject, subject } from '@plumbline/worker/training/bench/subjects';
import { tfjsPeers } from '@plumbline/worker/training/bench/tfjs-peer';
import { compileModel } from '@plumbline/worker/training/compile/compile';
import type { BenchRow } from '../rows.ts';
import { atLeast, atMost } from './ratio-rows.ts';

const MODELS = [
  ['MLP', 6],
  ['CNN', 60],
  ['transformer', 60],
] as const;
/** Passes over all models; odd, so that one is in the middle. */
const PROOF_PASSES = 3;
const OPTIMIZERS: readonly OptimizerName[] = ['SGD', 'Adam'];

/** A model that is measured: its program, and how many times faster than tfjs it has to be. */
interface Measured {
  readonly make: () => Subject;
  readonly own: Subject;
  readonly program: Program;
  readonly what: string;
  readonly bar: number;
}

async function stepRows({ make, own, program, what, bar }: Measured): Promise<BenchRow[]> {
  const steps = await canonicalSteps(own, program);
  const peers = await tfjsPeers(make, program);
  for (const { form, stepsPerSecond, refused } of peers) {
    process.stderr.write(`${what}, ${form}: ${refused ?? `${stepsPerSecond.toFixed(1)} steps/s`}\n`);
  }
  const best = peers.filter(({ form }) => !form.startsWith('its graph'))[0];
  const cpu = peers.find(({ form }) => form === 'tfjs cpu');
  const wasm = peers.find(({ form, refused }) => form === 'tfjs wasm' && refused === undefined);
  // The same model: on tfjs wasm a transformer runs in another form only, which has a bar of its own.
  const same = own.name === 'transformer' ? cpu : best;
  const rows: BenchRow[] = [];
  if (same) rows.push(atLeast(`${what}, steps`, steps, same.stepsPerSecond, '/s', same.form, bar));
  if (own.name === 'transformer' && wasm) {
    rows.push(atLeast(`${what}, steps`, steps, wasm.stepsPerSecond, '/s', 'tfjs wasm, one-hot embedding', 6));
  }
  return rows;
}

async function floorRows({ own, program, what }: Measured, bytesPerSecond: number): Promise<BenchRow[]> {
  const { flops, bytes } = stepFloor(program);
  const { step, operation } = await stepBesideProduct(own, program);
  const floor = flops * operation + bytes / bytesPerSecond;
  return [atMost(`${what}, step against its floor`, step, floor, 'products + bytes', 2)];
}

/** The rows of one model in the middle of several passes, apart in time: what disturbs one seldom lasts for the next. */
async function proofRows(models: readonly Measured[]): Promise<BenchRow[]> {
  const measured = models.map((): IntervalSeconds[] => []);
  for (let pass = 1; pass <= PROOF_PASSES; pass++) {
    for (const [index, { own, program, what }] of models.entries()) {
      const seconds = await intervalSeconds(own, program);
      measured[index]?.push(seconds);
      const ratio = (seconds.proven / seconds.plain).toFixed(3);
      process.stderr.write(`${what}, with proof, pass ${pass} of ${PROOF_PASSES}: ${ratio} ×\n`);
    }
  }
  return models.flatMap(({ what }, index) => {
    const passes = measured[index] ?? [];
    const proof = middle(passes, ({ proven, plain }) => proven / plain);
    const replay = middle(passes, ({ replayed, plain }) => replayed / plain);
    return [
      atMost(`${what}, ${INTERVAL} steps with proof`, proof.proven, proof.plain, 'without', 1.05),
      atMost(`${what}, ${INTERVAL} steps replayed`, replay.replayed, replay.plain, 'trained', 1.1),
    ];
  });
}

function middle(
  passes: readonly IntervalSeconds[],
  ratio: (pass: IntervalSeconds) => number,
): IntervalSeconds {
  const found = passes.toSorted((a, b) => ratio(a) - ratio(b))[passes.length >> 1];
  if (!found) throw new TypeError('nothing was measured');
  return found;
}

/** What of models can be measured by itself. */
export const MODEL_PARTS = ['steps', 'floors', 'proofs'] as const;
type ModelPart = (typeof MODEL_PARTS)[number];

/** Each model with each optimizer: its steps beside tfjs, beside their floor, and with what proves them. */
export async function modelRows(isWanted: (part: ModelPart) => boolean): Promise<BenchRow[]> {
  const bytesPerSecond = isWanted('floors') ? await copyRate() : Number.NaN;
  if (isWanted('floors')) process.stderr.write(`copying: ${(bytesPerSecond / 1e9).toFixed(1)} GB/s\n`);
  const rows: BenchRow[] = [];
  const models: Measured[] = [];
  for (const [name, bar] of MODELS) {
    for (const optimizer of OPTIMIZERS) {
      const make = (): Subject => subject(name, optimizer);
      const own = make();
      const measured = { make, own, program: await compileModel(own), what: `${name}, ${optimizer}`, bar };
      if (isWanted('steps')) rows.push(...(await stepRows(measured)));
      if (isWanted('floors')) rows.push(...(await floorRows(measured, bytesPerSecond)));
      models.push(measured);
    }
  }
  if (isWanted('proofs')) rows.push(...(await proofRows(models)));
  return rows;
}
