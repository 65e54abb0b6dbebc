import { philoxKey } from '@plumbline/verification/random/philox';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { CompileOptions } from '../compile/compile.ts';
import { buildCnn } from '../models/cnn.ts';
import { crossEntropy } from '../models/cross-entropy.ts';
import { buildMlp } from '../models/mlp.ts';
import { buildTransformer } from '../models/transformer.ts';
import { ShapedOptimizer } from '../optimizers/shaped.ts';
import '../quiet-tfjs.ts';
import { Draw } from './draw.ts';

/** A model that is trained, with data that teach it nothing: what matters is that all machines learn the same. */
export interface Subject {
  readonly options: CompileOptions;
  readonly dataset: Float32Array;
  readonly rows: number;
}

const ROWS = 96;
const CLASSES = 10;
const TOKENS = 24;
const CONTEXT = 16;

function draw(name: string): Draw {
  return new Draw(philoxKey(new Uint8Array(32).fill(5), 'uniform', new TextEncoder().encode(name)));
}

/** Examples of `inputs` values in [-1, 1) and a label. */
function images(
  name: string,
  shape: readonly number[],
): Omit<Subject, 'options'> & { row: Omit<CompileOptions, 'model' | 'loss' | 'optimizer'> } {
  const own = draw(name);
  const inputs = shape.reduce((product, size) => product * size, 1);
  const width = inputs + 1;
  const dataset = Float32Array.from({ length: ROWS * width }, (_, i) =>
    i % width === inputs ? own.whole(0, CLASSES - 1) : own.word() / 2 ** 31 - 1,
  );
  const row = {
    batchSize: 16,
    inputs: { offset: 0, shape },
    labels: { offset: inputs, shape: [] },
    rowStride: width,
    rowWidth: width,
  };
  return { dataset, rows: ROWS, row };
}

/** Windows of tokens; the labels are the token that follows each, or only the last. */
function tokens(
  name: string,
  labels: readonly number[],
): Omit<Subject, 'options'> & { row: Omit<CompileOptions, 'model' | 'loss' | 'optimizer'> } {
  const own = draw(name);
  const dataset = Float32Array.from({ length: ROWS + CONTEXT }, () => own.whole(0, TOKENS - 1));
  const row = {
    batchSize: 8,
    inputs: { offset: 0, shape: [CONTEXT] },
    labels: { offset: labels.length === 0 ? CONTEXT : 1, shape: labels },
    rowStride: 1,
    rowWidth: CONTEXT + 1,
  };
  return { dataset, rows: ROWS, row };
}

function mlp(): Subject {
  const { row, ...data } = images('MLP', [144]);
  const model = buildMlp({ inputs: 144, hidden: [64, 32], classes: CLASSES });
  const optimizer = tf.train.momentum(0.05, 0.9, true);
  return { options: { model, loss: crossEntropy, optimizer, ...row }, ...data };
}

function cnn(): Subject {
  const { row, ...data } = images('CNN', [16, 16, 2]);
  const model = buildCnn({ image: [16, 16, 2], filters: [6, 12], hidden: 24, classes: CLASSES });
  const options = { model, loss: crossEntropy, optimizer: tf.train.adam(0.003), ...row };
  return { options, ...data };
}

function gru(): Subject {
  const { row, ...data } = tokens('GRU', []);
  const { embedding, dropout, dense, gru: recurrent } = tfl.layers;
  const model = tfl.sequential({
    layers: [
      embedding({ inputDim: TOKENS, outputDim: 12, inputLength: CONTEXT }),
      recurrent({ units: 20, recurrentInitializer: 'glorotUniform' }),
      dropout({ rate: 0.2 }),
      dense({ units: TOKENS }),
    ],
  });
  return { options: { model, loss: crossEntropy, optimizer: tf.train.rmsprop(0.01), ...row }, ...data };
}

function transformer(): Subject {
  const { row, ...data } = tokens('transformer', [CONTEXT]);
  const model = buildTransformer({ vocabulary: TOKENS, context: CONTEXT, width: 32, heads: 4, blocks: 2 });
  const optimizer = new ShapedOptimizer(tf.train.adam(0.01), {
    schedule: { kind: 'warmUp', steps: 10, after: { kind: 'cosine', rate: 0.01, final: 0.001, steps: 80 } },
    clipping: { by: 'globalNorm', limit: 1 },
    weightDecay: 0.01,
  });
  return { options: { model, loss: crossEntropy, optimizer, ...row }, ...data };
}

/** What is trained, by name. */
export const SUBJECTS: Readonly<Record<string, () => Subject>> = {
  MLP: mlp,
  CNN: cnn,
  GRU: gru,
  transformer,
};
