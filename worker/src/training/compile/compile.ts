import { elementCount } from '@plumbline/verification/graph/shape';
import type { Program, Shape } from '@plumbline/verification/graph/types';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { CompileError } from '../error.ts';
import { asShaped } from '../optimizers/shaped.ts';
import { enter, recording } from './backend.ts';
import { checkModel } from './check-model.ts';
import { checkedProgram } from './checked-program.ts';
import { type Loss, type LossFunction, lossFunction } from './loss.ts';
import type { DrawUniform } from './random-forms.ts';
import type { Recorder } from './recorder.ts';
import { repeatable } from './repeatable.ts';
import { modelVariables, optimizerVariables, registeredDuring } from './state-variables.ts';
import {
  applyModel,
  batchTensor,
  type Recording,
  recorderOf,
  recordProgram,
  stepTensor,
  type TraceResult,
  tracing,
  uniformTensors,
} from './trace.ts';
import { checkWrittenAlike, type Written, writtenBy } from './written-first.ts';

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

/**
 * Traces one training step of a tfjs layers model into a step graph. The model's weights are left as they are; the
 * graph's initial weights follow from the layers' initializers and a task's seed.
 *
 * @throws CompileError when the model, its loss or its optimizer uses something that has no canonical form.
 */
export async function compileModel(options: CompileOptions): Promise<Program> {
  checkModel(options.model);
  checkRow('inputs', options.inputs, options.rowWidth);
  checkRow('labels', options.labels, options.rowWidth);
  const loss = lossFunction(options.loss);
  return checkedProgram(await tracing(() => traceStep(options, loss)));
}

function traceStep(options: CompileOptions, loss: LossFunction): Recording {
  const { model, batchSize, inputs, labels } = options;
  const weights = modelVariables(model);
  const before = weights.map(({ variable }) => tf.clone(variable));
  const x = tf.zeros([batchSize, ...inputs.shape]);
  const y = tf.zeros([batchSize, ...labels.shape]);
  // A first step, of which no program is made, has the optimizer register its slots.
  const former = recorderOf(weights);
  batchTensor(former, x, inputs.offset);
  batchTensor(former, y, labels.offset);
  let first: Written = [];
  const { result: optimizer, variables } = recording(former, () =>
    registeredDuring(() => {
      const own = freshOptimizer(options.optimizer);
      trainOnce(model, loss, own, x, y, uniformTensors(former), () => {
        first = writtenBy(former, weights);
      });
      return own;
    }),
  );
  const slots = optimizerVariables(optimizer, variables, weights);
  const all = [...weights, ...slots];
  try {
    return repeatable(() => {
      // No two variables may share their data when the trace tells tensors apart by it.
      for (const { variable } of all) variable.assign(tf.zeros(variable.shape));
      const step = (recorder: Recorder): TraceResult => {
        batchTensor(recorder, x, inputs.offset);
        batchTensor(recorder, y, labels.offset);
        const shaped = asShaped(optimizer);
        if (shaped) shaped.step = stepTensor(recorder);
        const total = trainOnce(model, loss, optimizer, x, y, uniformTensors(recorder), () =>
          checkWrittenAlike(first, writtenBy(recorder, weights), weights),
        );
        return { loss: total, outputs: [] };
      };
      return recordProgram(all, options, step, former);
    });
  } finally {
    weights.forEach(({ variable }, i) => {
      variable.assign(before[i] as tf.Tensor);
    });
    optimizer.dispose();
    for (const { variable } of slots) if (!variable.isDisposed) variable.dispose();
  }
}

/** One training step as tfjs does it: forward, loss, gradients, update. `called` when the model was called. */
function trainOnce(
  model: LayersModel,
  loss: LossFunction,
  optimizer: tf.Optimizer,
  x: tf.Tensor,
  y: tf.Tensor,
  draw: DrawUniform,
  called: () => void,
): tf.Tensor {
  const trainable = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const { value, grads } = tf.variableGrads(() => {
    const prediction = applyModel(model, x, true, draw);
    called();
    enter('the loss');
    const own = loss(y, prediction);
    let total = own.rank === 0 ? own : tf.mean(own);
    for (const penalty of model.calculateLosses()) total = tf.add(total, penalty);
    enter('the gradients');
    return total as tf.Scalar;
  }, [...new Set(trainable)]);
  enter(`the optimizer ${optimizer.getClassName()}`);
  // tfjs updates a weight as often as the model lists it, with slots for each time.
  const updates = trainable.flatMap(({ name }) => {
    const tensor = grads[name];
    return tensor === undefined ? [] : [{ name, tensor }];
  });
  optimizer.applyGradients(updates);
  return value;
}

function freshOptimizer(given: tf.Optimizer): tf.Optimizer {
  type Class = { fromConfig<T>(cls: unknown, config: tf.serialization.ConfigDict): T };
  const own = given.constructor as unknown as Class;
  return own.fromConfig<tf.Optimizer>(own, given.getConfig());
}

function checkRow(what: string, { offset, shape }: RowPart, rowWidth: number): void {
  const end = offset + elementCount(shape);
  if (offset >= 0 && end <= rowWidth) return;
  throw new CompileError(
    'BadModel',
    `The ${what} are values ${offset} to ${end - 1} of an example, but an example has only ${rowWidth} values.`,
  );
}
