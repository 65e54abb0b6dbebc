import type { Program } from '@plumbline/verification/graph/types';
import * as tf from '@tensorflow/tfjs-core';
import { type TfjsBackendName, useBackend } from '../backends/load.ts';
import { createTfjsExecutor } from '../backends/tfjs.ts';
import { rate } from './measure.ts';
import type { Subject } from './subjects.ts';

const SEED = new Uint8Array(32).fill(1);

/** Steps a second of one way to train with tfjs, or why it cannot. */
export interface Peer {
  readonly form: string;
  readonly stepsPerSecond: number;
  readonly refused?: string;
}

/** Embedding by a product with one-hot vectors: what tfjs wasm can differentiate. */
function withOneHotEmbedding(subject: Subject): void {
  const layer = subject.model.layers.find((one) => one.getClassName() === 'TokenAndPosition');
  if (!layer) return;
  layer.call = (inputs) =>
    tf.tidy(() => {
      const tokens = [inputs].flat()[0] as tf.Tensor;
      const [table, positions] = layer.weights.map((weight) => weight.read());
      const [vocabulary = 1, width = 1] = (table as tf.Tensor).shape;
      const hot = tf.oneHot(tf.cast(tf.reshape(tokens, [-1]), 'int32'), vocabulary);
      const rows = tf.matMul(tf.cast(hot, 'float32'), table as tf.Tensor);
      return tf.add(tf.reshape(rows, [...tokens.shape, width]), positions as tf.Tensor);
    });
}

/** A step as tfjs itself trains: gradients of variables, then the optimizer, on one batch that is there already. */
async function ownStep(subject: Subject, backend: TfjsBackendName): Promise<number> {
  await useBackend(backend);
  const { model, loss, optimizer, batchSize, inputs, labels, rowStride, dataset } = subject;
  const part = ({ offset, shape }: Subject['inputs']): tf.Tensor => {
    const size = shape.reduce((product, length) => product * length, 1);
    const values = Array.from({ length: batchSize }, (_, i) =>
      dataset.subarray(i * rowStride + offset, i * rowStride + offset + size),
    );
    return tf.tensor(Float32Array.from(values.flatMap((row) => [...row])), [batchSize, ...shape]);
  };
  const [x, y] = [part(inputs), part(labels)];
  const trainable = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  return rate(() =>
    tf.tidy(() => {
      const step = () => loss(y, model.apply(x, { training: true }) as tf.Tensor) as tf.Scalar;
      const { value, grads } = tf.variableGrads(step, trainable);
      optimizer.applyGradients(grads);
      value.dataSync();
    }),
  );
}

/** The compiled step graph on a tfjs backend, which has kernels enough for it. */
async function graphStep(subject: Subject, program: Program, backend: TfjsBackendName): Promise<number> {
  const { dataset, rows } = subject;
  const executor = await createTfjsExecutor({ program, dataset, rows, seed: SEED, backend });
  executor.initialState(SEED);
  let step = 0;
  try {
    return await rate(() => void executor.runStep(step++));
  } finally {
    executor.dispose();
  }
}

/** Every way to train a subject with the tfjs backends that npm installs, the fastest first. */
export async function tfjsPeers(make: () => Subject, program: Program): Promise<Peer[]> {
  const ways: [string, () => Promise<number>][] = [
    ['tfjs cpu', () => ownStep(make(), 'cpu')],
    [
      'tfjs wasm',
      () => {
        const own = make();
        withOneHotEmbedding(own);
        return ownStep(own, 'wasm');
      },
    ],
    ['its graph on tfjs wasm', () => graphStep(make(), program, 'wasm')],
  ];
  const peers: Peer[] = [];
  for (const [form, measure] of ways) {
    try {
      peers.push({ form, stepsPerSecond: await measure() });
    } catch (error) {
      peers.push({
        form,
        stepsPerSecond: 0,
        refused: error instanceof Error ? error.message : String(error),
      });
    }
  }
  return peers.sort((a, b) => b.stepsPerSecond - a.stepsPerSecond);
}
