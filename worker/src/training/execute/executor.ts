import { batchRows } from '@plumbline/verification/data/batch';
import { fromBits } from '@plumbline/verification/f32/bits';
import { elementCount } from '@plumbline/verification/graph/shape';
import type { GraphNode, Program } from '@plumbline/verification/graph/types';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { toHex } from '@plumbline/verification/hash/hex';
import { initialTensor } from '@plumbline/verification/init/initial';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import { stateRoot } from '@plumbline/verification/trace/state';
import { TrainingError } from '../error.ts';
import { bindKernels, type Kernels } from './kernels.ts';
import { type Launch, prepareLaunch, scratchBytes } from './launch.ts';
import { VALUE_BYTES } from './loops.ts';
import { type MemoryPlan, planMemory, tensorBytes } from './memory-plan.ts';

export interface ExecutorOptions {
  readonly program: Program;
  /** The dataset's f32 values; bytes are read in place where they lie aligned. */
  readonly dataset: Float32Array | Uint8Array;
  /** Number of examples in the dataset. */
  readonly rows: number;
  /** The task's seed: it draws the order of the examples. */
  readonly seed: Hash;
}

export interface StepOptions {
  /**
   * Called with each node's output right after it is there, NaNs canonical. The view is live: what is written into
   * it is what later nodes read. Outputs of `constant` and `fill` nodes are copies, which outlive the step unchanged.
   */
  readonly onNode?: (node: number, output: Float32Array) => void;
  /** Examples to run on instead of those that the seed draws: for prediction. */
  readonly examples?: readonly number[];
}

/** Executes a step graph with the canonical kernels in one memory of fixed size. */
export interface CanonicalExecutor {
  /** Sets the state to the initial one under a seed. */
  initialState(seed: Hash): void;
  /** Sets the state from the bytes of its tensors, in program order. */
  load(state: readonly Uint8Array[]): void;
  /** The bytes of the state tensors, in program order, NaNs canonical. Copies. */
  state(): Uint8Array[];
  tensorRoots(): Hash[];
  stateRoot(): Hash;
  /** Runs step `step` on the present state, which becomes the next one; gives the loss. */
  runStep(step: number, options?: StepOptions): number;
}

/** @throws TrainingError when the dataset is too short for the rows or a constant is missing. */
export async function createCanonicalExecutor(options: ExecutorOptions): Promise<CanonicalExecutor> {
  const { program } = options;
  const probe = await bindKernels(new WebAssembly.Memory({ initial: 1 }));
  const scratch = Math.max(0, ...program.nodes.map((node) => scratchBytes(node, probe)));
  const plan = planMemory(program, scratch);
  const memory = new WebAssembly.Memory({ initial: plan.pages, maximum: plan.pages });
  return new WasmExecutor(options, plan, memory, await bindKernels(memory));
}

class WasmExecutor implements CanonicalExecutor {
  readonly #program: Program;
  readonly #dataset: Float32Array;
  readonly #rows: number;
  readonly #seed: Hash;
  readonly #kernels: Kernels;
  readonly #bytes: Uint8Array;
  /** Every node's output as it lies in memory. */
  readonly #outputs: Float32Array[];
  readonly #states: Float32Array[];
  readonly #plan: MemoryPlan;
  readonly #launches: (Launch | undefined)[];
  readonly #commit: Launch[];
  #step = 0;
  #examples: readonly number[] = [];

  constructor(
    { program, dataset, rows, seed }: ExecutorOptions,
    plan: MemoryPlan,
    memory: WebAssembly.Memory,
    kernels: Kernels,
  ) {
    this.#program = program;
    this.#dataset = asFloats(dataset);
    this.#rows = rows;
    this.#seed = seed;
    this.#kernels = kernels;
    this.#plan = plan;
    this.#bytes = new Uint8Array(memory.buffer);
    const view = (offset: number, shape: readonly number[]): Float32Array =>
      new Float32Array(memory.buffer, offset, elementCount(shape));
    this.#outputs = program.nodes.map(({ shape }, i) => view(plan.nodes[i] as number, shape));
    this.#states = program.states.map(({ shape }, t) => view(plan.states[t] as number, shape));
    this.#checkDataset();
    this.#launches = program.nodes.map((node, i) => this.#launch(node, i));
    this.#commit = this.#planCommit();
  }

  initialState(seed: Hash): void {
    this.#program.states.forEach(({ init, shape }, tensor) => {
      this.#states[tensor]?.set(initialTensor(init, seed, tensor, shape));
    });
  }

  load(state: readonly Uint8Array[]): void {
    const { states } = this.#program;
    if (state.length !== states.length) {
      throw new TrainingError(
        'BadState',
        `A state of ${state.length} tensors was given; the program has ${states.length}.`,
      );
    }
    states.forEach(({ name }, tensor) => {
      const own = this.#states[tensor] as Float32Array;
      const given = state[tensor] as Uint8Array;
      if (given.length !== own.byteLength) {
        throw new TrainingError(
          'BadState',
          `State tensor ${name} has ${own.byteLength} bytes; ${given.length} were given.`,
        );
      }
    });
    state.forEach((bytes, tensor) => {
      this.#bytes.set(bytes, this.#plan.states[tensor]);
    });
  }

  state(): Uint8Array[] {
    return this.#states.map((values) => {
      this.#kernels.canonicalise(values.byteOffset, values.length);
      return this.#bytes.slice(values.byteOffset, values.byteOffset + values.byteLength);
    });
  }

  tensorRoots(): Hash[] {
    return this.state().map(blobRoot);
  }

  stateRoot(): Hash {
    return stateRoot(this.tensorRoots());
  }

  runStep(step: number, { onNode, examples }: StepOptions = {}): number {
    const { nodes, header } = this.#program;
    this.#step = step;
    this.#examples =
      examples ?? batchRows({ seed: this.#seed, step, batchSize: header.batchSize, rows: this.#rows });
    if (onNode) {
      for (let i = 0; i < nodes.length; i++) {
        this.#launches[i]?.();
        onNode(i, this.#visible(i));
      }
    } else {
      for (const launch of this.#launches) launch?.();
    }
    const loss = this.#outputs[header.lossNode]?.[0] ?? Number.NaN;
    for (const copy of this.#commit) copy();
    return loss;
  }

  #visible(i: number): Float32Array {
    const output = this.#outputs[i] as Float32Array;
    const type = this.#program.nodes[i]?.operator.type;
    this.#kernels.canonicalise(output.byteOffset, output.length);
    return type === 'constant' || type === 'fill' ? output.slice() : output;
  }

  #checkDataset(): void {
    const { rowStride, rowWidth } = this.#program.header;
    const needed = (this.#rows - 1) * rowStride + rowWidth;
    if (this.#rows < 1 || this.#dataset.length < needed) {
      throw new TrainingError(
        'BadData',
        `The dataset has ${this.#dataset.length} values; ${this.#rows} examples of ${rowWidth} values, ${rowStride} apart, need ${needed}.`,
      );
    }
  }

  #launch(node: GraphNode, i: number): Launch | undefined {
    const output = this.#outputs[i] as Float32Array;
    const { operator } = node;
    switch (operator.type) {
      case 'fill':
        output.fill(fromBits(operator.value.bits));
        return undefined;
      case 'constant': {
        const bytes = this.#program.constants.get(toHex(operator.value.root));
        if (bytes?.length !== output.byteLength) {
          throw new TrainingError(
            'BadModel',
            `The constant of node ${i} is missing from the program or has another size.`,
          );
        }
        this.#bytes.set(bytes, output.byteOffset);
        return undefined;
      }
      case 'step':
        return () => {
          output[0] = this.#step;
        };
      case 'batch':
        return () => this.#gatherBatch(output, operator.value.offset);
      default:
        return prepareLaunch(node, {
          kernels: this.#kernels,
          inputs: node.inputs.map((input) => this.#plan.nodes[input] as number),
          output: output.byteOffset,
          scratch: this.#plan.scratch,
        });
    }
  }

  #gatherBatch(output: Float32Array, offset: number): void {
    const { rowStride } = this.#program.header;
    const width = output.length / this.#examples.length;
    this.#examples.forEach((row, position) => {
      const start = row * rowStride + offset;
      output.set(this.#dataset.subarray(start, start + width), position * width);
    });
  }

  /** Copies that turn the outputs into the next state; nodes have all been read by then. */
  #planCommit(): Launch[] {
    const moves = this.#program.states.flatMap(({ next }, tensor) => {
      const from = this.#plan.nodes[next] as number;
      const to = this.#plan.states[tensor] as number;
      return from === to ? [] : [{ from, to, bytes: this.#states[tensor]?.byteLength ?? 0 }];
    });
    // A tensor that becomes what another one was must be read before that one is written.
    const fromState = moves.filter(({ from }) => this.#plan.states.includes(from));
    const rest = moves.filter(({ from }) => !this.#plan.states.includes(from));
    const held = fromState.map(({ bytes }) => new Uint8Array(tensorBytes(bytes / VALUE_BYTES)));
    return [
      ...fromState.map(
        ({ from, bytes }, i) =>
          () =>
            held[i]?.set(this.#bytes.subarray(from, from + bytes)),
      ),
      ...rest.map(
        ({ from, to, bytes }) =>
          () =>
            this.#bytes.copyWithin(to, from, from + bytes),
      ),
      ...fromState.map(
        ({ to, bytes }, i) =>
          () =>
            this.#bytes.set((held[i] as Uint8Array).subarray(0, bytes), to),
      ),
    ];
  }
}

function asFloats(dataset: Float32Array | Uint8Array): Float32Array {
  if (dataset instanceof Float32Array) return dataset;
  const whole = dataset.length - (dataset.length % VALUE_BYTES);
  if (dataset.byteOffset % VALUE_BYTES === 0) {
    return new Float32Array(dataset.buffer, dataset.byteOffset, whole / VALUE_BYTES);
  }
  return new Float32Array(dataset.slice(0, whole).buffer);
}
