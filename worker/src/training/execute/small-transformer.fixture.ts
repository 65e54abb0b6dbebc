import type { Program } from '@plumbline/verification/graph/types';
import * as tf from '@tensorflow/tfjs-core';
import { compileModel } from '../compile/compile.ts';
import { crossEntropy } from '../models/cross-entropy.ts';
import { buildTransformer } from '../models/transformer.ts';
import { createCanonicalExecutor } from './executor.ts';
import type { CanonicalExecutor } from './wasm-executor.ts';

export const CONTEXT = 6;
export const SEED = new Uint8Array(32).fill(3);
export const DATASET = Float32Array.from({ length: 60 }, (_, i) => (i * i + (i % 3)) % 7);
export const ROWS = DATASET.length - CONTEXT;

/** A transformer that trains in no time, with an optimizer that has slots. */
export function compileSmallTransformer(): Promise<Program> {
  return compileModel({
    model: buildTransformer({ vocabulary: 7, context: CONTEXT, width: 8, heads: 2, blocks: 1 }),
    loss: crossEntropy,
    optimizer: tf.train.adam(0.02),
    batchSize: 3,
    inputs: { offset: 0, shape: [CONTEXT] },
    labels: { offset: 1, shape: [CONTEXT] },
    rowStride: 1,
    rowWidth: CONTEXT + 1,
  });
}

/** An executor of it at the initial state. */
export async function freshExecutor(program: Program): Promise<CanonicalExecutor> {
  const executor = await createCanonicalExecutor({ program, dataset: DATASET, rows: ROWS, seed: SEED });
  executor.initialState(SEED);
  return executor;
}
