import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { generator } from '../../kernels/equal-bits.fixture.ts';
import { CANONICAL_BACKEND, registerCanonicalBackend } from '../canonical.ts';

/** What a piece of work is observed to do: numbers, texts, and lists and records of them. */
export type Observed =
  | number
  | string
  | boolean
  | null
  | readonly Observed[]
  | { readonly [key: string]: Observed };

/** Numbers between -1 and 1 that follow from a seed. */
export function numbers(shape: readonly number[], seed = 1): tf.Tensor {
  const next = generator(seed);
  const count = shape.reduce((product, size) => product * size, 1);
  return tf.tensor(
    Array.from({ length: count }, () => 2 * next() - 1),
    [...shape],
    'float32',
  );
}

/** Gives a model weights that do not depend on the backend, all between 0.1 and 0.6, as variances must be positive. */
export function settle<T extends tfl.LayersModel>(model: T): T {
  model.setWeights(
    model.getWeights().map(({ shape }, i) => tf.add(tf.mul(numbers(shape as number[], i + 1), 0.25), 0.35)),
  );
  return model;
}

export function values(tensor: tf.Tensor | tf.Tensor[] | number | number[]): Observed {
  return Array.isArray(tensor)
    ? tensor.map((one) => values(one))
    : typeof tensor === 'number'
      ? tensor
      : { shape: tensor.shape, values: [...tensor.dataSync()] };
}

/** Does the same work on the canonical backend and on the cpu backend; both must be seen to do the same, nearly. */
export async function expectSameOnBoth<T extends Observed>(
  work: () => Promise<T> | T,
  tolerance = 1e-4,
): Promise<T> {
  registerCanonicalBackend();
  const seen: T[] = [];
  for (const backend of ['cpu', CANONICAL_BACKEND]) {
    await tf.setBackend(backend);
    tf.engine().startScope(backend);
    try {
      seen.push(await work());
    } finally {
      tf.engine().endScope();
      await tf.setBackend('cpu');
    }
  }
  const [truth, own] = seen as [T, T];
  expectNear(own, truth, tolerance, 'result');
  return own;
}

function expectNear(own: Observed, truth: Observed, tolerance: number, at: string): void {
  if (typeof truth === 'number' && typeof own === 'number') {
    if (Object.is(own, truth)) return;
    const near = Math.abs(own - truth) <= tolerance * (1 + Math.abs(truth));
    assert.ok(near, `${at}: ${own}, on the cpu backend ${truth}`);
  } else if (typeof truth === 'object' && truth !== null && typeof own === 'object' && own !== null) {
    assert.deepEqual(Object.keys(own), Object.keys(truth), at);
    const found = own as Readonly<Record<string, Observed>>;
    for (const [key, value] of Object.entries(truth)) {
      expectNear(found[key] as Observed, value as Observed, tolerance, `${at}.${key}`);
    }
  } else assert.equal(own, truth, at);
}
