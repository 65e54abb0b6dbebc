import { batchRows } from '@plumbline/verification/data/batch';
import { fromBits } from '@plumbline/verification/f32/bits';
import { elementCount } from '@plumbline/verification/graph/shape';
import type { GraphNode, Program } from '@plumbline/verification/graph/types';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { toHex } from '@plumbline/verification/hash/hex';
import { initialTensor } from '@plumbline/verification/init/initial';
import { uniformBits, uniformKey } from '@plumbline/verification/random/uniform';
import { tensorBytes } from '@plumbline/verification/trace/tensor';
import * as tf from '@tensorflow/tfjs-core';
import { TrainingError } from '../error.ts';
import {
  checkState,
  copyExamples,
  datasetValues,
  type ExecutorOptions,
  type StepExecutor,
} from '../execute/step-executor.ts';
import { activateBackend, type TfjsBackendName, useBackend } from './load.ts';
import { filled, tfjsOperators } from './operators.ts';

/** A step executor that holds tensors of tfjs until it is disposed of. */
export interface TfjsExecutor extends StepExecutor {
  /** As of any executor; `onNode` sees each node's output as it is computed, and may overwrite it in place. */
  runStep(step: number, onNode?: (node: number, output: Float32Array) => void): number;
  dispose(): void;
}

/**
 * Executes a step graph with tfjs kernels: for training on one's own machine, and for tolerant tasks. Results are close to the canonical
 * ones but not the same bits: they are judged by bounds, in tolerant tasks. tfjs has one active backend for all; each
 * executor makes its own the active one before it computes.
 */
export async function createTfjsExecutor(
  options: ExecutorOptions & { backend: TfjsBackendName },
): Promise<TfjsExecutor> {
  await useBackend(options.backend);
  return new GraphOnTfjs(options);
}

class GraphOnTfjs implements TfjsExecutor {
  readonly #backend: TfjsBackendName;
  readonly #program: Program;
  readonly #dataset: Float32Array;
  readonly #rows: number;
  readonly #seed: Hash;
  readonly #constants: ReadonlyMap<number, tf.Tensor>;
  /** Nodes after which an output is read no more, by that node. */
  readonly #dying: readonly number[][];
  #states: tf.Tensor[] = [];

  constructor(options: ExecutorOptions & { backend: TfjsBackendName }) {
    this.#backend = options.backend;
    this.#program = options.program;
    this.#dataset = datasetValues(options);
    this.#rows = options.rows;
    this.#seed = options.seed;
    this.#constants = constantTensors(options.program);
    this.#dying = lastReaders(options.program);
  }

  initialState(seed: Hash): void {
    this.#activate();
    this.#replace(
      this.#program.states.map(({ init, shape }, t) =>
        tf.tensor(initialTensor(init, seed, t, shape), [...shape]),
      ),
    );
  }

  load(state: readonly Uint8Array[]): void {
    checkState(this.#program, state);
    this.#activate();
    this.#replace(
      this.#program.states.map(({ shape }, t) => {
        const bytes = (state[t] as Uint8Array).slice();
        return tf.tensor(new Float32Array(bytes.buffer), [...shape]);
      }),
    );
  }

  state(): Uint8Array[] {
    return this.#states.map((tensor) => tensorBytes(tensor.dataSync() as Float32Array));
  }

  runStep(step: number, onNode?: (node: number, output: Float32Array) => void): number {
    this.#activate();
    const { nodes, header, states } = this.#program;
    const { batchSize, lossNode } = header;
    const examples = batchRows({ seed: this.#seed, step, batchSize, rows: this.#rows });
    const outputs: (tf.Tensor | undefined)[] = [];
    nodes.forEach((node, i) => {
      const inputs = node.inputs.map((input) => outputs[input] as tf.Tensor);
      const computed = tf.tidy(() => this.#compute(node, i, inputs, step, examples));
      outputs[i] = onNode === undefined ? computed : shown(computed, (values) => onNode(i, values));
      for (const done of this.#dying[i] ?? []) outputs[done]?.dispose();
    });
    const loss = outputs[lossNode]?.dataSync()[0] ?? Number.NaN;
    this.#replace(states.map(({ next }) => tf.clone(outputs[next] as tf.Tensor)));
    for (const output of outputs) if (output && !output.isDisposed) output.dispose();
    return loss;
  }

  dispose(): void {
    this.#replace([]);
    for (const tensor of this.#constants.values()) tensor.dispose();
  }

  /** Others may have made another backend the active one. A backend that has been loaded is active at once. */
  #activate(): void {
    activateBackend(this.#backend);
  }

  /** Every output is a tensor of its own, so that disposing of one leaves the others. */
  #compute(
    node: GraphNode,
    i: number,
    inputs: readonly tf.Tensor[],
    step: number,
    examples: readonly number[],
  ): tf.Tensor {
    const { operator, shape } = node;
    switch (operator.type) {
      case 'state':
        return tf.clone(this.#states[operator.value.tensor] as tf.Tensor);
      case 'constant':
      case 'fill':
        return tf.clone(this.#constants.get(i) as tf.Tensor);
      case 'step':
        return tf.scalar(step);
      case 'uniform': {
        const key = uniformKey(this.#seed);
        const { stream } = operator.value;
        const values = Float32Array.from({ length: elementCount(shape) }, (_, element) =>
          fromBits(uniformBits(key, stream, step, element)),
        );
        return tf.tensor(values, [...shape]);
      }
      case 'batch': {
        const values = new Float32Array(elementCount(shape));
        copyExamples(this.#dataset, this.#program.header.rowStride, operator.value.offset, examples, values);
        return tf.tensor(values, [...shape]);
      }
      default: {
        const run = tfjsOperators[operator.type];
        if (!run)
          throw new TrainingError('BadModel', `Node ${i}: tfjs has no counterpart of ${operator.type}.`);
        return run(inputs, node);
      }
    }
  }

  #replace(states: tf.Tensor[]): void {
    for (const tensor of this.#states) tensor.dispose();
    this.#states = states;
  }
}

/** The tensor, or another one in its place, when whoever is shown its values changes them. */
function shown(tensor: tf.Tensor, show: (values: Float32Array) => void): tf.Tensor {
  const own = tensor.dataSync();
  const values = Float32Array.from(own);
  show(values);
  if (values.every((value, i) => Object.is(value, own[i]))) return tensor;
  const other = tf.tensor(values, tensor.shape);
  tensor.dispose();
  return other;
}

function constantTensors({ nodes, constants }: Program): Map<number, tf.Tensor> {
  const tensors = new Map<number, tf.Tensor>();
  nodes.forEach(({ operator, shape }, i) => {
    if (operator.type === 'fill') tensors.set(i, filled(operator.value.bits, shape));
    if (operator.type !== 'constant') return;
    const bytes = constants.get(toHex(operator.value.root));
    if (!bytes) throw new TrainingError('BadModel', `The constant of node ${i} is missing from the program.`);
    tensors.set(i, tf.tensor(new Float32Array(bytes.slice().buffer), [...shape]));
  });
  return tensors;
}

function lastReaders({ nodes, states, header }: Program): number[][] {
  const last = nodes.map((_, i) => i);
  nodes.forEach(({ inputs }, i) => {
    for (const input of inputs) last[input] = i;
  });
  const kept = new Set([header.lossNode, ...states.map(({ next }) => next)]);
  const dying = nodes.map((): number[] => []);
  last.forEach((reader, i) => {
    if (!kept.has(i)) dying[reader]?.push(i);
  });
  return dying;
}
