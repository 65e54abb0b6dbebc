import * as tf from '@tensorflow/tfjs-core';
import { useBackend } from '../backends/load.ts';
import { bindKernels, type Kernels } from '../execute/kernels.ts';
import { rate } from './measure.ts';

/** One product: [batch, m, k]·[batch, k, n]. */
export interface Product {
  readonly batch: number;
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

const VALUE_BYTES = 4;

function gigaflops({ batch, m, k, n }: Product, perSecond: number): number {
  return (2 * batch * m * k * n * perSecond) / 1e9;
}

interface Bound {
  readonly memory: WebAssembly.Memory;
  readonly kernels: Kernels;
}

async function bind(bytes: number): Promise<Bound> {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / 65536) + 1 });
  new Float32Array(memory.buffer).fill(0.5);
  return { memory, kernels: await bindKernels(memory) };
}

/** Makes one product with the canonical kernel, one thread, whenever it is called. */
export async function productWork(product: Product): Promise<() => void> {
  const { batch, m, k, n, transposeA, transposeB } = product;
  const [a, b, c] = [m * k, k * n, m * n].map((size) => batch * size * VALUE_BYTES + 64) as [
    number,
    number,
    number,
  ];
  const { kernels } = await bind(a + b + c + (1 << 21));
  return () =>
    kernels.matmul(
      ...([64, a + 64, a + b + 64, batch, m, n, k, +transposeA, +transposeB, a + b + c + 64] as const),
      ...[0, m, 0, n],
    );
}

/** Billions of floating-point operations a second of the canonical kernel, one thread. */
export async function canonicalRate(product: Product): Promise<number> {
  return gigaflops(product, await rate(await productWork(product)));
}

/** The same of tfjs-backend-wasm, which has one thread in Node. */
export async function tfjsRate(product: Product): Promise<number> {
  await useBackend('wasm');
  const { batch, m, k, n, transposeA, transposeB } = product;
  const a = tf.fill([batch, ...(transposeA ? [k, m] : [m, k])], 0.5);
  const b = tf.fill([batch, ...(transposeB ? [n, k] : [k, n])], 0.5);
  try {
    return gigaflops(product, await rate(() => tf.matMul(a, b, transposeA, transposeB).dispose()));
  } finally {
    tf.dispose([a, b]);
  }
}

/** Bytes that are read and written in a second when large tensors are copied, with one thread. */
export async function copyRate(): Promise<number> {
  const count = 1 << 20;
  const { kernels } = await bind(2 * VALUE_BYTES * count + 256);
  const target = VALUE_BYTES * count + 128;
  const perSecond = await rate(() => kernels.copy(64, target, 1, 1, 1, count, 0, 0, 0, VALUE_BYTES));
  return 2 * VALUE_BYTES * count * perSecond;
}
