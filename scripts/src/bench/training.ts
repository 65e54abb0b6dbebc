import { agreement } from '@plumbline/worker/training/bench/agreement';
import { stepFloor } from '@plumbline/worker/training/bench/floor';
import { canonicalRate, copyRate, type Product, tfjsRate } from '@plumbline/worker/training/bench/matmul';
import { INTERVAL, intervalSeconds } from '@plumbline/worker/training/bench/proofs';
import { canonicalSteps, stepBesideProduct } from '@plumbline/worker/training/bench/steps';
import { type OptimizerName, type Subject, subject } from '@plumbline/worker/training/bench/subjects';
import { tfjsPeers } from '@plumbline/worker/training/bench/tfjs-peer';
import { productStep, secondsByThreads } from '@plumbline/worker/training/bench/threads';
import { compileModel } from '@plumbline/worker/training/compile/compile';
import type { BenchRow } from './rows.ts';

function atLeast(
  what: string,
  own: number,
  peer: number,
  unit: string,
  beside: string,
  bar: number,
): BenchRow {
  const ratio = own / peer;
  return {
    what,
    measured: `${own.toFixed(1)} ${unit}`,
    peer: `${peer.toFixed(1)} ${unit} (${beside})`,
    ratio: `${ratio.toFixed(2)} ×`,
    bar: `≥ ${bar} ×`,
    ok: ratio >= bar,
  };
}

function atMost(what: string, own: number, reference: number, beside: string, bar: number): BenchRow {
  const ratio = own / reference;
  return {
    what,
    measured: `${(1000 * own).toFixed(2)} ms`,
    peer: `${(1000 * reference).toFixed(2)} ms (${beside})`,
    ratio: `${ratio.toFixed(3)} ×`,
    bar: `≤ ${bar} ×`,
    ok: ratio <= bar,
  };
}

/** Products by name, and how many times faster than tfjs-backend-wasm they have to be. */
function products(): [string, Product, number][] {
  const plain = { batch: 1, transposeA: false, transposeB: false };
  const sizes: [string, Product][] = [
    ['128 × 784 × 128', { ...plain, m: 128, k: 784, n: 128 }],
    ...[256, 512, 1024].map((size): [string, Product] => [
      `${size}³`,
      { ...plain, m: size, k: size, n: size },
    ]),
  ];
  const transposed = ([size, product]: [string, Product]): [string, Product, number][] => [
    [`matmul ${size}, first transposed`, { ...product, transposeA: true }, 5],
    [`matmul ${size}, second transposed`, { ...product, transposeB: true }, 5],
  ];
  const batched: [string, Product] = ['16 of 128³', { ...plain, batch: 16, m: 128, k: 128, n: 128 }];
  return [
    ...sizes.map(([size, product]): [string, Product, number] => [`matmul ${size}`, product, 1.15]),
    ...sizes.flatMap(transposed),
    [`matmul ${batched[0]}`, batched[1], 5],
    ...transposed(batched),
  ];
}

const MODELS = [
  ['MLP', 6],
  ['CNN', 60],
  ['transformer', 60],
] as const;
const OPTIMIZERS: readonly OptimizerName[] = ['SGD', 'Adam'];

async function modelRows(make: () => Subject, bar: number, bytesPerSecond: number): Promise<BenchRow[]> {
  const own = make();
  const what = `${own.name}, ${own.optimizerName}`;
  const program = await compileModel(own);
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
  const { flops, bytes } = stepFloor(program);
  const { step, operation } = await stepBesideProduct(own, program);
  const floor = flops * operation + bytes / bytesPerSecond;
  rows.push(atMost(`${what}, step against its floor`, step, floor, 'products + bytes', 2));
  const { plain, proven, replayed } = await intervalSeconds(own, program);
  rows.push(atMost(`${what}, ${INTERVAL} steps with proof`, proven, plain, 'without', 1.05));
  rows.push(atMost(`${what}, ${INTERVAL} steps replayed`, replayed, plain, 'trained', 1.1));
  return rows;
}

const SEEDS = 5;
/** Few enough that seeds differ: later all are right on every example. */
const STEPS = 20;

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Whether canonical training learns as tfjs does: the means against how much they vary from seed to seed. */
async function agreementRows(): Promise<BenchRow[]> {
  const own = subject('MLP', 'Adam');
  const { canonical, tfjs } = await agreement(own, await compileModel(own), SEEDS, STEPS);
  return (['loss', 'accuracy'] as const).map((measure) => {
    const [mean, peer] = [canonical, tfjs].map((all) => meanOf(all.map((one) => one[measure]))) as [
      number,
      number,
    ];
    const deviation = Math.sqrt(meanOf(tfjs.map((one) => (one[measure] - peer) ** 2)));
    const distance = Math.abs(mean - peer);
    return {
      what: `MLP, Adam, ${measure} after ${STEPS} steps, ${SEEDS} seeds`,
      measured: mean.toFixed(5),
      peer: `${peer.toFixed(5)} ± ${deviation.toFixed(5)} (tfjs cpu)`,
      ratio: distance === 0 ? '0 σ' : `${(distance / deviation).toFixed(4)} σ`,
      bar: '≤ 1 σ',
      ok: distance <= deviation,
    };
  });
}

/**
 * What a second thread is worth, for one product and for a whole step; and beside each what this machine has for two
 * threads at all, which is no bar: the same work of one thread twice at once, by two that know nothing of each other.
 */
async function threadRows(): Promise<BenchRow[]> {
  const product = productStep(512);
  const cnn = subject('CNN', 'SGD');
  const works: [string, Parameters<typeof secondsByThreads>][] = [
    ['matmul 512³', [product.subject, product.program]],
    ['CNN, SGD', [cnn, await compileModel(cnn)]],
  ];
  const rows: BenchRow[] = [];
  for (const [what, work] of works) {
    const { one, two, copies } = await secondsByThreads(...work);
    rows.push(atLeast(`${what}, two threads`, 1 / two, 1 / one, '/s', 'one thread', 1.7));
    const ceiling = atLeast(`${what}, two copies at once`, 2 / copies, 1 / one, '/s', 'one copy', 0);
    rows.push({ ...ceiling, bar: 'the machine', ok: true });
  }
  return rows;
}

/**
 * The bars of training: kernels, steps and proofs, each beside what it is compared with. One thread everywhere but in
 * the rows about threads.
 */
export async function training(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const [what, product, bar] of products()) {
    const own = await canonicalRate(product);
    rows.push(atLeast(what, own, await tfjsRate(product), 'GFLOP/s', 'tfjs wasm', bar));
  }
  const bytesPerSecond = await copyRate();
  process.stderr.write(`copying: ${(bytesPerSecond / 1e9).toFixed(1)} GB/s\n`);
  for (const [name, bar] of MODELS) {
    for (const optimizer of OPTIMIZERS) {
      rows.push(...(await modelRows(() => subject(name, optimizer), bar, bytesPerSecond)));
    }
  }
  rows.push(...(await threadRows()));
  rows.push(...(await agreementRows()));
  return rows;
}
