import * as tf from '@tensorflow/tfjs-core';
import type { RowPart } from './compile/compile.ts';
import { compileForward, type ForwardOptions } from './compile/compile-forward.ts';
import type { Loss } from './compile/loss.ts';
import { type Metric, measuresOf } from './compile/measures.ts';
import { createPredictor } from './predict.ts';

export interface EvaluationOptions extends Omit<ForwardOptions, 'labels' | 'output'> {
  readonly labels: RowPart;
  readonly loss: Loss;
  readonly metrics?: readonly Metric[];
  /** Examples that there will be. */
  readonly rows: number;
}

/** Loss and metrics by the names that tfjs gives them. */
export type Measures = Readonly<Record<string, number>>;

/** Measures a training state, whose first tensors are the model's weights, on a dataset. */
export type Evaluate = (state: readonly Uint8Array[], dataset: Float32Array) => Promise<Measures>;

/**
 * Compiles what `evaluate` of tfjs-layers computes of a model: loss and metrics of each batch, the last of which may be
 * smaller, and of these the mean weighted by size. The numbers are the same on every machine; the model can be
 * disposed of.
 *
 * @throws CompileError when tfjs does not know the loss or a metric, or one of them or a layer has no canonical form.
 */
export async function prepareEvaluation(options: EvaluationOptions): Promise<Evaluate> {
  const { model, loss, metrics = [], rows, batchSize } = options;
  const measures = measuresOf(model, loss, metrics);
  const output = (prediction: tf.Tensor, labels: tf.Tensor): tf.Tensor =>
    tf.stack(measures.map(({ measure }) => tf.mean(tf.cast(measure(labels, prediction), 'float32'))));
  const whole = Math.floor(rows / batchSize) * batchSize;
  const parts = [
    { first: 0, end: whole, size: batchSize },
    { first: whole, end: rows, size: rows - whole },
  ].filter(({ first, end }) => first < end);
  const programs = await Promise.all(
    parts.map(({ size }) => compileForward({ ...options, batchSize: size, output })),
  );
  return async (state, dataset) => {
    const sums = measures.map(() => 0);
    for (const [i, { first, end, size }] of parts.entries()) {
      const forward = programs[i];
      if (forward === undefined) continue;
      const predict = await createPredictor(forward, state, dataset, rows);
      for (let at = first; at < end; at += size) {
        const found = predict(Array.from({ length: size }, (_, k) => at + k));
        found.forEach((value, k) => {
          sums[k] = (sums[k] ?? 0) + value * size;
        });
      }
    }
    return Object.fromEntries(measures.map(({ name }, k) => [name, (sums[k] ?? 0) / rows]));
  };
}
