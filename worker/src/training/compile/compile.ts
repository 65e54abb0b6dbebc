import { checkProgram } from '@plumbline/verification/graph/check';
import type { Program, Shape } from '@plumbline/verification/graph/types';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { CompileError } from '../error.ts';
import { onTraceBackend, recording } from './backend.ts';
import { finishProgram } from './finish.ts';
import { type Loss, lossFunction } from './loss.ts';
import { layerNames } from './names.ts';
import { Recorder } from './recorder.ts';
import {
  modelVariables,
  optimizerVariables,
  registeredDuring,
  type StateVariable,
} from './state-variables.ts';

/** Where a part of an example lies: its first value within the row, and its shape without the batch axis. */
export interface RowPart {
  readonly offset: number;
  readonly shape: Shape;
}

export interface CompileOptions {
  readonly model: LayersModel;
  readonly loss: Loss;
  readonly optimizer: tf.Optimizer;
  readonly batchSize: number;
  readonly inputs: RowPart;
  readonly labels: RowPart;
  /** Distance in the dataset between the first values of neighbouring examples. */
  readonly rowStride: number;
  /** Number of values that belong to one example. */
  readonly rowWidth: number;
}

/** Layers that draw random numbers outside the seed. */
const RANDOM_LAYERS = ['Dropout', 'SpatialDropout1D', 'GaussianDropout', 'GaussianNoise', 'AlphaDropout'];

/**
 * Traces one training step of a tfjs layers model into a step graph. The model's weights are left as they are; the
 * graph's initial weights follow from the layers' initializers and a task's seed.
 *
 * @throws CompileError when the model, its loss or its optimizer uses something that has no canonical form.
 */
export async function compileModel(options: CompileOptions): Promise<Program> {
  refuseRandomLayers(options.model);
  const loss = lossFunction(options.loss);
  const program = await onTraceBackend(() => {
    try {
      return scoped(() => traceStep(options, loss));
    } catch (error) {
      if (error instanceof CompileError) throw error;
      const why = error instanceof Error ? error.message : String(error);
      throw new CompileError('NotTraceable', `tfjs cannot run a training step of this model: ${why}`, {
        cause: error,
      });
    }
  });
  checkProgram(program);
  return program;
}

/** Runs `work` and frees every tensor that it made, whatever it returns. */
function scoped<T>(work: () => T): T {
  const engine = tf.engine();
  engine.startScope('compile');
  try {
    return work();
  } finally {
    engine.endScope();
  }
}

function traceStep(
  options: CompileOptions,
  loss: (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.Tensor,
): Program {
  const { model, batchSize, inputs, labels } = options;
  const weights = modelVariables(model);
  const before = weights.map(({ variable }) => tf.clone(variable));
  const x = tf.zeros([batchSize, ...inputs.shape]);
  const y = tf.zeros([batchSize, ...labels.shape]);
  // A first step, not recorded, makes the optimizer register its slots.
  const { result: optimizer, variables } = registeredDuring(() => {
    const own = freshOptimizer(options.optimizer);
    trainOnce(model, loss, own, x, y, () => undefined);
    return own;
  });
  const slots = optimizerVariables(optimizer, variables, weights);
  const all = [...weights, ...slots];
  try {
    for (const { variable } of all) variable.assign(tf.zeros(variable.shape));
    return record(options, all, (recorder) => {
      recorder.define(
        x,
        recorder.build.node({ type: 'batch', value: { offset: inputs.offset } }, [], x.shape),
      );
      recorder.define(
        y,
        recorder.build.node({ type: 'batch', value: { offset: labels.offset } }, [], y.shape),
      );
      return trainOnce(model, loss, optimizer, x, y, (place) => {
        recorder.place = place;
      });
    });
  } finally {
    weights.forEach(({ variable }, i) => {
      variable.assign(before[i] as tf.Tensor);
    });
    for (const { variable } of slots) variable.dispose();
  }
}

function record(
  options: CompileOptions,
  all: readonly StateVariable[],
  work: (recorder: Recorder) => tf.Tensor,
): Program {
  const recorder = new Recorder((tensor) => tf.engine().readSync(tensor.dataId) as Float32Array);
  all.forEach(({ variable }, tensor) => {
    const node = recorder.build.node({ type: 'state', value: { tensor } }, [], variable.shape);
    recorder.define(variable, node);
  });
  return recording(recorder, () => {
    const loss = work(recorder);
    recorder.place = 'the loss';
    const lossNode = recorder.valueOf(loss).node;
    const states = all.map(({ name, variable, init }) => ({
      name,
      shape: [...variable.shape],
      init,
      next: recorder.valueOf(variable).node,
    }));
    const { batchSize, rowStride, rowWidth } = options;
    return finishProgram({
      build: recorder.build,
      states,
      lossNode,
      header: { batchSize, rowStride, rowWidth },
    });
  });
}

/** One training step as tfjs does it: forward, loss, gradients, update. */
function trainOnce(
  model: LayersModel,
  loss: (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.Tensor,
  optimizer: tf.Optimizer,
  x: tf.Tensor,
  y: tf.Tensor,
  at: (place: string) => void,
): tf.Tensor {
  const trainable = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const names = layerNames(model.layers);
  model.layers.forEach((layer, i) => {
    layer.setCallHook(() => at(`layer ${names[i]} (${layer.getClassName()})`));
  });
  const { value, grads } = tf.variableGrads(() => {
    const prediction = model.apply(x, { training: true }) as tf.Tensor;
    at('the loss');
    const own = loss(y, prediction);
    let total = own.rank === 0 ? own : tf.mean(own);
    for (const penalty of model.calculateLosses()) total = tf.add(total, penalty);
    at('the gradients');
    return total as tf.Scalar;
  }, trainable);
  for (const layer of model.layers) layer.clearCallHook();
  at(`the optimizer ${optimizer.getClassName()}`);
  optimizer.applyGradients(grads);
  return value;
}

function freshOptimizer(given: tf.Optimizer): tf.Optimizer {
  type Class = { fromConfig<T>(cls: unknown, config: tf.serialization.ConfigDict): T };
  const own = given.constructor as unknown as Class;
  return own.fromConfig<tf.Optimizer>(own, given.getConfig());
}

function refuseRandomLayers(model: LayersModel): void {
  const names = layerNames(model.layers);
  model.layers.forEach((layer, i) => {
    if (!RANDOM_LAYERS.includes(layer.getClassName())) return;
    throw new CompileError(
      'UnsupportedLayer',
      `Cannot compile layer ${names[i]}: ${layer.getClassName()} draws random numbers that do not follow from a task's seed. Remove the layer.`,
    );
  });
}
