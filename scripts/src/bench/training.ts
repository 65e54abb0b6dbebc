import { agreement } from '@plumbline/worker/training/bench/agreement';
import { canonicalRate, type Product, tfjsRate } from '@plumbline/worker/training/bench/matmul';
import { subject } from '@plumbline/worker/training/bench/subjects';
import { productStep, secondsByThreads } from '@plumbline/worker/training/bench/threads';
import { compileModel } from '@plumbline/worker/training/compile/compile';
import type { BenchRow } from './rows.ts';
import { MODEL_PARTS, modelRows } from './training/models.ts';
import { atLeast } from './training/ratio-rows.ts';

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

async function productRows(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const [what, product, bar] of products()) {
    const own = await canonicalRate(product);
    rows.push(atLeast(what, own, await tfjsRate(product), 'GFLOP/s', 'tfjs wasm', bar));
  }
  return rows;
}

/** What can be measured by itself. */
export const TRAINING_PARTS = ['products', ...MODEL_PARTS, 'threads', 'agreement'] as const;
type Part = (typeof TRAINING_PARTS)[number];

/**
 * The bars of training, of all parts or of one alone: kernels, steps and proofs, each beside what it is compared with.
 * One thread everywhere but in the rows about threads.
 */
export async function training(only?: string): Promise<BenchRow[]> {
  const isWanted = (part: Part): boolean => only === undefined || only === part;
  const rows: BenchRow[] = [];
  if (isWanted('products')) rows.push(...(await productRows()));
  if (MODEL_PARTS.some(isWanted)) rows.push(...(await modelRows(isWanted)));
  if (isWanted('threads')) rows.push(...(await threadRows()));
  if (isWanted('agreement')) rows.push(...(await agreementRows()));
  return rows;
}
