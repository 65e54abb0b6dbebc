import type { Program, ProgramHeader } from '@plumbline/verification/graph/types';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { CompileError } from '../error.ts';
import '../quiet-tfjs.ts';
import { onTraceBackend, recording } from './backend.ts';
import { finishProgram } from './finish.ts';
import { layerNames } from './names.ts';
import { Recorder } from './recorder.ts';
import type { StateVariable } from './state-variables.ts';
import { type DrawUniform, withTraceForms } from './trace-forms.ts';

/** Runs `work` where models can be traced; whatever goes wrong becomes a CompileError. */
export function tracing<T>(work: () => T): Promise<T> {
  return onTraceBackend(() => {
    const engine = tf.engine();
    engine.startScope('compile');
    try {
      return work();
    } catch (error) {
      if (error instanceof CompileError) throw error;
      const why = error instanceof Error ? error.message : String(error);
      throw new CompileError('NotTraceable', `tfjs cannot run this model: ${why}`, { cause: error });
    } finally {
      engine.endScope();
    }
  });
}

/** What a traced piece of work is about: the loss, and other tensors to keep. */
export interface TraceResult {
  readonly loss: tf.Tensor;
  readonly outputs: readonly tf.Tensor[];
}

type HeaderPart = Pick<ProgramHeader, 'batchSize' | 'rowStride' | 'rowWidth'>;

/** Records `work` as a program whose state is what `variables` hold before and after. */
export function recordProgram(
  variables: readonly StateVariable[],
  header: HeaderPart,
  work: (recorder: Recorder) => TraceResult,
): { program: Program; outputs: number[] } {
  const recorder = new Recorder((tensor) => tf.engine().readSync(tensor.dataId) as Float32Array);
  variables.forEach(({ variable }, tensor) => {
    recorder.define(variable, recorder.build.node({ type: 'state', value: { tensor } }, [], variable.shape));
  });
  return recording(recorder, () => {
    const { loss, outputs } = work(recorder);
    const states = variables.map(({ name, variable, init }) => ({
      name,
      shape: [...variable.shape],
      init,
      next: recorder.valueOf(variable).node,
    }));
    return finishProgram({
      build: recorder.build,
      states,
      lossNode: recorder.valueOf(loss).node,
      outputs: outputs.map((output) => recorder.valueOf(output).node),
      header,
    });
  });
}

/** A tensor of the batch: a part of each example, traced as such. */
export function batchTensor(recorder: Recorder, tensor: tf.Tensor, offset: number): void {
  recorder.define(tensor, recorder.build.node({ type: 'batch', value: { offset } }, [], tensor.shape));
}

/** Draws random numbers that the graph draws: each tensor is a stream of its own, numbered from 0. */
export function uniformTensors(recorder: Recorder): DrawUniform {
  let streams = 0;
  return (shape) => {
    const tensor = tf.zeros([...shape]);
    recorder.define(
      tensor,
      recorder.build.node({ type: 'uniform', value: { stream: streams++ } }, [], shape),
    );
    return tensor;
  };
}

/** Runs the model, saying at which layer it is. */
export function applyModel(
  model: LayersModel,
  x: tf.Tensor,
  training: boolean,
  at: (place: string) => void,
  draw: DrawUniform,
): tf.Tensor {
  const names = layerNames(model.layers);
  model.layers.forEach((layer, i) => {
    layer.setCallHook(() => at(`layer ${names[i]} (${layer.getClassName()})`));
  });
  try {
    const output = withTraceForms(model, draw, () => model.apply(x, { training })) as tf.Tensor | tf.Tensor[];
    if (Array.isArray(output)) {
      throw new CompileError('BadModel', `The model has ${output.length} outputs; one is supported.`);
    }
    return output;
  } finally {
    for (const layer of model.layers) layer.clearCallHook();
  }
}
