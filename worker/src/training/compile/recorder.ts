import type { GraphNode, OperatorName } from '@plumbline/verification/graph/types';
import type { DataId, TensorInfo } from '@tensorflow/tfjs-core';
import { CompileError } from '../error.ts';
import { GraphBuilder, type Value } from './builder.ts';
import { EXACT_WHOLE, type KernelCall } from './lower/kernel.ts';
import { lowerings } from './lower/table.ts';

/** What is another in each step. */
const INPUTS: ReadonlySet<string> = new Set<OperatorName>(['state', 'batch', 'step', 'uniform']);

/** Reads the present values of a tensor that was made outside the trace. */
export type ReadValues = (tensor: TensorInfo) => ArrayLike<number>;

/** Turns the kernels that tfjs runs into graph nodes. Data ids, which tfjs shares between aliases, name values. */
export class Recorder {
  readonly build = new GraphBuilder();
  /** What is being traced, for error messages: a layer, the loss, the optimizer. */
  place = 'the model';
  /** Where each node was recorded. */
  readonly places: string[] = [];
  readonly #values = new Map<DataId, Value>();
  readonly #read: ReadValues;
  readonly #former: Recorder | undefined;

  /** @param former recorded the same work before: what was kept of it is not of this time. */
  constructor(read: ReadValues, former?: Recorder) {
    this.#read = read;
    this.#former = former;
  }

  /** Names a tensor that exists before the trace. */
  define(tensor: TensorInfo, value: Value): void {
    this.#values.set(tensor.dataId, value);
  }

  /** Whether the tensor depends on the state or the batch, and so has no value when compiling. */
  isTraced(dataId: DataId): boolean {
    const value = this.#values.get(dataId);
    return value !== undefined && this.build.uniform(value) === undefined;
  }

  /** What a tensor was made of that is another in each step: the nodes of the state, of the batch and so on. */
  inputsOf(dataId: DataId): Set<string> {
    const value = this.#values.get(dataId);
    const needed = new Set(value && [value.node]);
    const found = new Set<string>();
    // What is added while it is gone through comes in its turn.
    for (const index of needed) {
      const { operator, inputs } = this.build.nodes[index] as GraphNode;
      if (INPUTS.has(operator.type)) found.add(JSON.stringify(operator));
      for (const input of inputs) needed.add(input);
    }
    return found;
  }

  /** The node of a tensor in the tensor's own shape; one that no kernel made is a constant. */
  valueOf(tensor: TensorInfo): Value {
    let value = this.#values.get(tensor.dataId);
    if (!value) {
      if (this.#former !== undefined && this.#former.inputsOf(tensor.dataId).size > 0) {
        throw new CompileError(
          'NotTraceable',
          `Cannot compile ${this.place}: it uses a tensor that it has kept since it was called before, made of the batch, of weights or of the step. In a step graph that would be a constant. What goes on from step to step has to be a weight.`,
        );
      }
      value = this.build.constant(this.#constantValues(tensor), tensor.shape);
      this.#values.set(tensor.dataId, value);
    }
    return this.build.reshape(value, tensor.shape);
  }

  /** Records one kernel call with the output that tfjs made of it. */
  record(
    call: Omit<KernelCall, 'inputs' | 'shape' | 'dtype'>,
    inputs: Record<string, TensorInfo>,
    output: TensorInfo,
  ): void {
    const lower = lowerings[call.kernel];
    if (!lower) throw this.#unsupported(`the kernel ${call.kernel} has no canonical form`);
    const values = Object.fromEntries(
      Object.entries(inputs).map(([name, tensor]) => [name, this.valueOf(tensor)]),
    );
    try {
      const value = lower(this.build, { ...call, inputs: values, shape: output.shape, dtype: output.dtype });
      this.#values.set(output.dataId, value);
      while (this.places.length < this.build.nodes.length) this.places.push(this.place);
    } catch (error) {
      if (error instanceof CompileError && error.code === 'UnsupportedKernel')
        throw this.#unsupported(error.message);
      throw error;
    }
  }

  #unsupported(why: string): CompileError {
    return new CompileError(
      'UnsupportedKernel',
      `Cannot compile ${this.place}: ${why}. Replace what uses it by supported operations.`,
    );
  }

  #constantValues(tensor: TensorInfo): Float32Array {
    const values = this.#read(tensor);
    if (tensor.dtype === 'int32') {
      for (let i = 0; i < values.length; i++) {
        if (Math.abs(values[i] ?? 0) > EXACT_WHOLE) {
          throw this.#unsupported(`a constant holds the whole number ${values[i]}, which no f32 holds`);
        }
      }
    }
    return Float32Array.from(values);
  }
}
