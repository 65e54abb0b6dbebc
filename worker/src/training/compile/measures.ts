import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, model as layersModel } from '@tensorflow/tfjs-layers';
import { CompileError } from '../error.ts';
import { type Loss, type LossFunction, lossFunction } from './loss.ts';

/** A metric of tfjs-layers by name, or a function of labels and predictions. */
export type Metric = string | LossFunction;

/** A number that says of a batch how good predictions are. */
export interface Measure {
  /** As tfjs calls it: `loss`, then the metrics, `accuracy` as `acc`. */
  readonly name: string;
  /** Of each example, or of all together; their mean counts. */
  readonly measure: LossFunction;
}

/**
 * What `evaluate` of tfjs-layers measures of a model that is compiled with this loss and these metrics.
 *
 * @throws CompileError `UnsupportedLoss` or `UnsupportedMetric` when tfjs does not know one of them.
 */
export function measuresOf(model: LayersModel, loss: Loss, metrics: readonly Metric[]): Measure[] {
  const optimizer = tf.train.sgd(0);
  // What `accuracy` means follows from the loss and the shape of the output. The layers are shared, and stay.
  const probe = layersModel({ inputs: model.inputs, outputs: model.outputs });
  try {
    probe.compile({ loss: loss as string, optimizer, metrics: [...metrics] });
  } catch (cause) {
    lossFunction(loss);
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CompileError('UnsupportedMetric', `tfjs does not know one of the metrics: ${why}`, { cause });
  } finally {
    optimizer.dispose();
  }
  const functions = probe.metricsTensors.map(([measure]) => measure as LossFunction);
  return [lossFunction(loss), ...functions].map((measure, i) => ({
    name: probe.metricsNames[i] ?? `metric ${i}`,
    measure,
  }));
}
