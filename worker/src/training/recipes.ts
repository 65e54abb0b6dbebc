import type { Program } from '@plumbline/verification/graph/types';
import * as tf from '@tensorflow/tfjs-core';
import { metrics } from '@tensorflow/tfjs-layers';
import { compileModel } from './compile/compile.ts';
import { compileForward } from './compile/compile-forward.ts';
import { parseLabelledCsv, scaleFeatures, splitRows } from './data/csv.ts';
import { type NamedText, textDataset } from './data/text.ts';
import { prepareEvaluation } from './evaluate.ts';
import { crossEntropy } from './models/cross-entropy.ts';
import { buildMlp } from './models/mlp.ts';
import { buildTransformer } from './models/transformer.ts';
import { sampleText } from './predict.ts';

/** What a finished state is worth, in the terms of its recipe. */
export type Evaluation =
  | { readonly kind: 'text'; readonly sample: string }
  | {
      readonly kind: 'classes';
      readonly correct: number;
      readonly rows: number;
      readonly accuracy: number;
      /** Cross-entropy of the held-out rows, in nats. */
      readonly loss: number;
    };

/** Everything that a task needs to say, and how to look at its result. */
export interface Recipe {
  readonly name: string;
  readonly program: Program;
  /** f32 values, little-endian. */
  readonly dataset: Uint8Array;
  /** Number of examples in the dataset. */
  readonly rows: number;
  readonly rowStride: number;
  readonly rowWidth: number;
  readonly batchSize: number;
  readonly steps: number;
  readonly checkpointEvery: number;
  /** Looks at a state: the bytes of its tensors in program order. */
  evaluate(state: readonly Uint8Array[]): Promise<Evaluation>;
}

export interface TrainingOptions {
  readonly steps?: number;
  readonly checkpointEvery?: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
}

export interface TextOptions extends TrainingOptions {
  readonly context?: number;
  readonly width?: number;
  readonly heads?: number;
  readonly blocks?: number;
  /** What the sample begins with. */
  readonly prompt?: string;
  /** Characters of the sample. */
  readonly sampleLength?: number;
}

const SAMPLE_SEED = 1;
/** Below 1 a sample keeps to what the model is surer of. */
const TEMPERATURE = 0.7;

/** A small character-level transformer that learns to write like the texts given. */
export async function textRecipe(texts: readonly NamedText[], options: TextOptions = {}): Promise<Recipe> {
  const { context = 32, width = 64, heads = 4, blocks = 1, batchSize = 16, steps = 1000 } = options;
  const { checkpointEvery = 50, learningRate = 5e-3, prompt = 'The ', sampleLength = 300 } = options;
  const rowWidth = context + 1;
  const { vocabulary, tokens } = textDataset(texts, 8 * rowWidth);
  const model = buildTransformer({ vocabulary: vocabulary.length, context, width, heads, blocks });
  const program = await compileModel({
    model,
    loss: crossEntropy,
    optimizer: tf.train.adam(learningRate, 0.9, 0.99, 1e-7),
    batchSize,
    inputs: { offset: 0, shape: [context] },
    labels: { offset: 1, shape: [context] },
    rowStride: 1,
    rowWidth,
  });
  const forward = await compileForward({
    model,
    batchSize: 1,
    inputs: { offset: 0, shape: [context] },
    rowStride: context,
    rowWidth: context,
    output: (logits) => tf.softmax(tf.div(logits, TEMPERATURE)),
  });
  model.dispose();
  return {
    name: 'text',
    program,
    dataset: new Uint8Array(tokens.buffer),
    rows: tokens.length - rowWidth + 1,
    rowStride: 1,
    rowWidth,
    batchSize,
    steps,
    checkpointEvery,
    evaluate: async (state) => {
      const length = sampleLength;
      const sample = await sampleText({
        forward,
        state,
        vocabulary,
        context,
        prompt,
        length,
        seed: SAMPLE_SEED,
      });
      return { kind: 'text', sample };
    },
  };
}

export interface DigitsOptions extends TrainingOptions {
  /** Name of the file, for error messages. */
  readonly file?: string;
  readonly hidden?: readonly number[];
  /** One row in so many is held out. */
  readonly holdOutEvery?: number;
}

/** A perceptron that learns the label in the last column of a CSV of numbers; some rows are held out to test it. */
export async function digitsRecipe(csv: string, options: DigitsOptions = {}): Promise<Recipe> {
  const { file = 'the CSV', hidden = [32], batchSize = 32, steps = 1000, checkpointEvery = 50 } = options;
  const { learningRate = 5e-3, holdOutEvery = 5 } = options;
  const table = scaleFeatures(parseLabelledCsv(csv, file));
  const { train, heldOut } = splitRows(table, holdOutEvery);
  const { features, classes } = table;
  const model = buildMlp({ inputs: features, hidden, classes });
  const row = { rowStride: features + 1, rowWidth: features + 1 };
  const inputs = { offset: 0, shape: [features] };
  const labels = { offset: features, shape: [] };
  const program = await compileModel({
    model,
    loss: crossEntropy,
    optimizer: tf.train.adam(learningRate, 0.9, 0.999, 1e-7),
    batchSize,
    inputs,
    labels,
    ...row,
  });
  const { values: held, rows } = heldOut;
  const evaluate = await prepareEvaluation({
    ...{ model, loss: crossEntropy, metrics: [metrics.sparseCategoricalAccuracy] },
    ...{ batchSize: 64, inputs, labels, rows, ...row },
  });
  model.dispose();
  return {
    name: 'digits',
    program,
    dataset: new Uint8Array(train.values.buffer),
    rows: train.rows,
    ...row,
    batchSize,
    steps,
    checkpointEvery,
    evaluate: async (state) => {
      const { loss = Number.NaN, sparseCategoricalAccuracy: accuracy = 0 } = await evaluate(state, held);
      return { kind: 'classes', correct: Math.round(accuracy * rows), rows, accuracy, loss };
    },
  };
}
