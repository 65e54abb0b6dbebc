import type { Program, ProgramHeader } from '@plumbline/verification/graph/types';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { CompileError } from '../error.ts';
import '../quiet-tfjs.ts';
import { onTraceBackend, placeNow, recording } from './backend.ts';
import type { GraphBuilder, Value } from './builder.ts';
import { finishProgram } from './finish.ts';
import { withGradientPlaces } from './gradient-places.ts';
import { withoutOwnNumbers } from './own-numbers.ts';
import type { DrawUniform } from './random-forms.ts';
import { Recorder } from './recorder.ts';
import type { StateVariable } from './state-variables.ts';
import { withTraceForms } from './trace-forms.ts';

/** Runs `work` where models can be traced; whatever goes wrong becomes a CompileError. */
export function tracing<T>(work: () => T): Promise<T> {
  return onTraceBackend(() => {
    const engine = tf.engine();
    engine.startScope('compile');
    try {
      return withoutOwnNumbers(placeNow, () => withGradientPlaces(work));
    } catch (error) {
      if (error instanceof CompileError) throw error;
      const why = error instanceof Error ? error.message : String(error);
      throw new CompileError('NotTraceable', `Cannot compile ${placeNow()}: tfjs cannot train it: ${why}`, {
        cause: error,
      });
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

/** A program that was recorded, and what it was recorded with. */
export interface Recording {
  readonly program: Program;
  readonly outputs: readonly number[];
  readonly recorder: Recorder;
  /** Which of the recorder's nodes each node of the program is. */
  readonly order: readonly number[];
  /** Nodes of the recorder at which everything ends that is kept. */
  readonly ends: readonly number[];
}

type HeaderPart = Pick<ProgramHeader, 'batchSize' | 'rowStride' | 'rowWidth'>;

/** Records anew, with what `variables` hold as the state; `former` recorded the same work before. */
export function recorderOf(variables: readonly StateVariable[], former?: Recorder): Recorder {
  const recorder = new Recorder((tensor) => tf.engine().readSync(tensor.dataId) as Float32Array, former);
  variables.forEach(({ variable, first }, tensor) => {
    const { build } = recorder;
    const state = build.node({ type: 'state', value: { tensor } }, [], variable.shape);
    recorder.define(variable, first ? givenFirst(build, state, first) : state);
  });
  return recorder;
}

/** Records `work` as a program whose state is what `variables` hold before and after. */
export function recordProgram(
  variables: readonly StateVariable[],
  header: HeaderPart,
  work: (recorder: Recorder) => TraceResult,
  former?: Recorder,
): Recording {
  const recorder = recorderOf(variables, former);
  return recording(recorder, () => {
    const { loss, outputs } = work(recorder);
    const states = variables.map(({ name, variable, init }) => ({
      name,
      shape: [...variable.shape],
      init,
      next: recorder.valueOf(variable).node,
    }));
    const [lossNode, ...others] = [loss, ...outputs].map((tensor) => recorder.valueOf(tensor).node) as [
      number,
      ...number[],
    ];
    const ends = [lossNode, ...others, ...states.map(({ next }) => next)];
    const open = { build: recorder.build, states, lossNode, outputs: others, header };
    return { ...finishProgram(open), recorder, ends };
  });
}

/** The values given in step 0, the state from then on: for weights that begin as no rule of a state tensor says. */
function givenFirst(build: GraphBuilder, state: Value, first: Float32Array): Value {
  const step = build.plain('step', [], []);
  return build.select(step, state, build.constant(first, state.shape));
}

/** Names the tensor that holds the step index, from 0. */
export function stepTensor(recorder: Recorder): tf.Tensor {
  const tensor = tf.scalar(0);
  recorder.define(tensor, recorder.build.plain('step', [], []));
  return tensor;
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
  draw: DrawUniform,
): tf.Tensor {
  return withTraceForms(model, draw, () => model.apply(x, { training })) as tf.Tensor;
}
