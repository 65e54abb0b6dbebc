import type { Program } from '@plumbline/verification/graph/types';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { enter } from './backend.ts';
import { checkModel } from './check-model.ts';
import { checkedProgram } from './checked-program.ts';
import type { RowPart } from './compile.ts';
import type { Recorder } from './recorder.ts';
import { repeatable } from './repeatable.ts';
import { modelVariables } from './state-variables.ts';
import {
  applyModel,
  batchTensor,
  recordProgram,
  type TraceResult,
  tracing,
  uniformTensors,
} from './trace.ts';

export interface ForwardOptions {
  readonly model: LayersModel;
  readonly batchSize: number;
  readonly inputs: RowPart;
  readonly rowStride: number;
  readonly rowWidth: number;
  /** What the examples' labels are, for an output that is made of them. */
  readonly labels?: RowPart;
  /** What to make of the model's prediction, and of the labels; the prediction itself when absent. */
  readonly output?: (prediction: tf.Tensor, labels: tf.Tensor) => tf.Tensor;
}

/** A program that predicts: its state is the model's weights, which stay, and its loss is 0. */
export interface ForwardProgram {
  readonly program: Program;
  readonly outputNode: number;
}

/** Traces a model's forward pass. Its state tensors are the first ones of the model's training program. */
export async function compileForward(options: ForwardOptions): Promise<ForwardProgram> {
  const { model, batchSize, inputs, labels, output = (prediction) => prediction } = options;
  checkModel(model);
  const recording = await tracing(() => {
    // What a weight begins as matters to training alone.
    const weights = modelVariables(model).map(({ name, variable, init }) => ({ name, variable, init }));
    const x = tf.zeros([batchSize, ...inputs.shape]);
    const y = tf.zeros([batchSize, ...(labels?.shape ?? [])]);
    const record = (recorder: Recorder): TraceResult => {
      batchTensor(recorder, x, inputs.offset);
      if (labels !== undefined) batchTensor(recorder, y, labels.offset);
      const prediction = applyModel(model, x, false, uniformTensors(recorder));
      enter('the output');
      return { loss: tf.scalar(0), outputs: [output(prediction, y)] };
    };
    // As for training, what a layer makes once and keeps is made before.
    const former = recordProgram(weights, options, record).recorder;
    return repeatable(() => recordProgram(weights, options, record, former));
  });
  return { program: checkedProgram(recording), outputNode: recording.outputs[0] as number };
}
