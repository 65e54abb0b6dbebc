import type { Program } from '@plumbline/verification/graph/types';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { TrainingError } from '../error.ts';
import type { StartThread } from './kernel-team.ts';

export interface ExecutorOptions {
  readonly program: Program;
  /** The dataset's f32 values; bytes are read in place where they lie aligned. */
  readonly dataset: Float32Array | Uint8Array;
  /** Number of examples in the dataset. */
  readonly rows: number;
  /** The task's seed: it draws the order of the examples. */
  readonly seed: Hash;
  /** Threads that compute, 1 when absent. The bits do not depend on it. */
  readonly threads?: number;
  /** How threads are started, where there are to be several: `startNodeThread`, `browserThreads`. */
  readonly startThread?: StartThread;
}

/** What every executor of a step graph does, whatever it computes with. */
export interface StepExecutor {
  /** Sets the state to the initial one under a seed. */
  initialState(seed: Hash): void;
  /** Sets the state from the bytes of its tensors, in program order. */
  load(state: readonly Uint8Array[]): void;
  /** The bytes of the state tensors, in program order, NaNs canonical: copies, written into `into` where that is given. */
  state(into?: readonly Uint8Array[]): Uint8Array[];
  /** Runs step `step` on the present state, which becomes the next one; gives the loss. */
  runStep(step: number): number;
}

/** The dataset's values. @throws TrainingError when there are fewer than the examples need. */
export function datasetValues({ program, dataset, rows }: ExecutorOptions): Float32Array {
  const values = asFloats(dataset);
  const { rowStride, rowWidth } = program.header;
  const needed = (rows - 1) * rowStride + rowWidth;
  if (rows >= 1 && values.length >= needed) return values;
  throw new TrainingError(
    'BadData',
    `The dataset has ${values.length} values; ${rows} examples of ${rowWidth} values, ${rowStride} apart, need ${needed}.`,
  );
}

/** A part of some examples, one after the other, written to `target`. */
export function copyExamples(
  dataset: Float32Array,
  rowStride: number,
  offset: number,
  examples: readonly number[],
  target: Float32Array,
): void {
  const width = target.length / examples.length;
  if (width === 1) {
    examples.forEach((row, position) => {
      target[position] = dataset[row * rowStride + offset] as number;
    });
    return;
  }
  examples.forEach((row, position) => {
    const start = row * rowStride + offset;
    target.set(dataset.subarray(start, start + width), position * width);
  });
}

/** @throws TrainingError when the tensors are not those of the program's state. */
export function checkState({ states }: Program, state: readonly Uint8Array[]): void {
  if (state.length !== states.length) {
    throw new TrainingError(
      'BadState',
      `A state of ${state.length} tensors was given; the program has ${states.length}.`,
    );
  }
  states.forEach(({ name, shape }, tensor) => {
    const bytes = shape.reduce((product, size) => product * size, Float32Array.BYTES_PER_ELEMENT);
    const given = state[tensor]?.length;
    if (given !== bytes) {
      throw new TrainingError('BadState', `State tensor ${name} has ${bytes} bytes; ${given} were given.`);
    }
  });
}

function asFloats(dataset: Float32Array | Uint8Array): Float32Array {
  if (dataset instanceof Float32Array) return dataset;
  const size = Float32Array.BYTES_PER_ELEMENT;
  const whole = dataset.length - (dataset.length % size);
  if (dataset.byteOffset % size === 0) {
    return new Float32Array(dataset.buffer, dataset.byteOffset, whole / size);
  }
  return new Float32Array(dataset.slice(0, whole).buffer);
}
