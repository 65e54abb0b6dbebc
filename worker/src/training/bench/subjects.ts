import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { CompileOptions } from '../compile/compile.ts';
import { buildCnn } from '../models/cnn.ts';
import { crossEntropy } from '../models/cross-entropy.ts';
import { buildMlp } from '../models/mlp.ts';
import { buildTransformer } from '../models/transformer.ts';

export type OptimizerName = 'SGD' | 'Adam';

/** A model, its data and how it is trained: what all who are compared train. */
export interface Subject extends CompileOptions {
  readonly name: string;
  readonly optimizerName: OptimizerName;
  readonly loss: (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.Tensor;
  readonly dataset: Float32Array;
  readonly rows: number;
}

type ModelName = 'MLP' | 'CNN' | 'transformer';

const IMAGE = 784;
const CONTEXT = 64;
const VOCABULARY = 64;
const ROWS = 256;

function optimizerOf(name: OptimizerName): tf.Optimizer {
  return name === 'SGD' ? tf.train.sgd(0.01) : tf.train.adam(0.001);
}

/** Images of 28 × 28 whose label says which of ten bands is bright. */
function imageData(): Float32Array {
  return Float32Array.from({ length: ROWS * (IMAGE + 1) }, (_, i) => {
    const [row, at] = [Math.floor(i / (IMAGE + 1)), i % (IMAGE + 1)];
    if (at === IMAGE) return row % 10;
    const noise = (Math.imul(i, 2654435761) >>> 16) / 65536;
    return 0.7 * noise + (Math.floor((at % 28) / 2.8) === row % 10 ? 0.3 : 0);
  });
}

function tokenData(): Float32Array {
  return Float32Array.from({ length: ROWS + CONTEXT }, (_, i) => (i * i + (i % 3)) % VOCABULARY);
}

const MODELS: Readonly<Record<ModelName, () => LayersModel>> = {
  MLP: () => buildMlp({ inputs: IMAGE, hidden: [128], classes: 10 }),
  CNN: () => buildCnn({ image: [28, 28, 1], filters: [8, 16], classes: 10 }),
  transformer: () =>
    buildTransformer({ vocabulary: VOCABULARY, context: CONTEXT, width: 56, heads: 4, blocks: 1 }),
};

/** The model of that name with everything that belongs to it. */
export function subject(name: ModelName, optimizerName: OptimizerName): Subject {
  const tokens = name === 'transformer';
  const rowWidth = tokens ? CONTEXT + 1 : IMAGE + 1;
  return {
    name,
    optimizerName,
    model: MODELS[name](),
    loss: crossEntropy,
    optimizer: optimizerOf(optimizerName),
    batchSize: tokens ? 8 : 32,
    inputs: { offset: 0, shape: tokens ? [CONTEXT] : name === 'CNN' ? [28, 28, 1] : [IMAGE] },
    labels: tokens ? { offset: 1, shape: [CONTEXT] } : { offset: IMAGE, shape: [] },
    rowStride: tokens ? 1 : rowWidth,
    rowWidth,
    dataset: tokens ? tokenData() : imageData(),
    rows: ROWS,
  };
}
