import { batchRows } from '@plumbline/verification/data/batch';
import { fromBits } from '@plumbline/verification/f32/bits';
import { checkProgram } from '@plumbline/verification/graph/check';
import { elementCount } from '@plumbline/verification/graph/shape';
import type { GraphNode, Program } from '@plumbline/verification/graph/types';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { toHex } from '@plumbline/verification/hash/hex';
import { initialTensor } from '@plumbline/verification/init/initial';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import { uniformKey } from '@plumbline/verification/random/uniform';
import { stateRoot } from '@plumbline/verification/trace/state';
import { TrainingError } from '../error.ts';
import { checkKernels } from '../kernels/identity.ts';
import { KernelTeam } from './kernel-team.ts';
import { bindKernels, type Kernels, kernelsModule } from './kernels.ts';
import { prepareLaunch, scratchBytes } from './launch.ts';
import type { Launch, LaunchContext } from './launch-context.ts';
import { isWorthSharing, launchShare } from './launch-share.ts';
import { VALUE_BYTES } from './loops.ts';
import { type MemoryPlan, planMemory, tensorBytes } from './memory-plan.ts';
import {
  checkState,
  copyExamples,
  datasetValues,
  type ExecutorOptions,
  type StepExecutor,
} from './step-executor.ts';

export interface StepOptions {
  /**
   * Called with each node's output right after it is there, NaNs canonical. The view is live: what is written into
   * it is what later nodes read. Outputs of `constant` and `fill` nodes are copies, which outlive the step unchanged.
   */
  readonly onNode?: (node: number, output: Float32Array) => void;
  /** Examples to run on instead of those that the seed draws: for prediction. */
  readonly examples?: readonly number[];
}

/** Executes a step graph with the canonical kernels in one memory of fixed size: the same bits everywhere. */
export interface CanonicalExecutor extends StepExecutor {
  tensorRoots(): Hash[];
  stateRoot(): Hash;
  runStep(step: number, options?: StepOptions): number;
  /** Ends its threads, if it has any. Nothing can be run afterwards. */
  close(): Promise<void>;
}

/** Scratch of different threads lies on different cache lines. */
const SCRATCH_ALIGNMENT = 128;
/** 2 GiB in pages of 64 KiB: every address is a positive i32. */
const MAX_PAGES = 32_768;

/** @throws GraphError when the program is not well-formed. @throws TrainingError when it means other kernels (`WrongKernels`), the dataset is too short for the rows, the program too large. */
export async function createCanonicalExecutor(options: ExecutorOptions): Promise<CanonicalExecutor> {
  const { program } = options;
  // Programs come from strangers; what follows relies on every node's shapes and attributes fitting its operator.
  checkProgram(program);
  checkKernels(program);
  const probe = await bindKernels(new WebAssembly.Memory({ initial: 1 }));
  const scratch = Math.max(0, ...program.nodes.map((node) => scratchBytes(node, probe)));
  const { threads = 1 } = options;
  // Each thread has scratch of its own.
  const own = Math.ceil(scratch / SCRATCH_ALIGNMENT) * SCRATCH_ALIGNMENT;
  const plan = planMemory(program, own * threads);
  if (plan.pages > MAX_PAGES) {
    throw new TrainingError(
      'TooLarge',
      `The program needs ${Math.ceil(plan.pages / 16)} MiB of memory for a step; at most ${MAX_PAGES / 16} MiB are available. Use a smaller batch or model.`,
    );
  }
  const shared = threads > 1;
  const memory = new WebAssembly.Memory({ initial: plan.pages, maximum: plan.pages, shared });
  const module = await kernelsModule(shared);
  const kernels = await bindKernels(memory, module);
  if (!shared) return new WasmExecutor(options, plan, memory, kernels);
  const team = await KernelTeam.start({
    startThread: options.startThread,
    threads,
    memory,
    module,
    nodes: program.nodes.map((node) => (isWorthSharing(node, threads) ? node : undefined)),
    offsets: plan.nodes,
    scratch: (index) => plan.scratch + index * own,
  });
  return new WasmExecutor(options, plan, memory, kernels, team);
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
  readonly #team: KernelTeam | undefined;
  readonly #threads: number;
  #step = 0;
  #examples: readonly number[] = [];

  constructor(
    options: ExecutorOptions,
    plan: MemoryPlan,
    memory: WebAssembly.Memory,
    kernels: Kernels,
    team?: KernelTeam,
  ) {
    const { program, rows, seed, threads = 1 } = options;
    this.#team = team;
    this.#threads = threads;
    this.#program = program;
    this.#dataset = datasetValues(options);
    this.#rows = rows;
    this.#seed = seed;
    this.#kernels = kernels;
    this.#plan = plan;
    this.#bytes = new Uint8Array(memory.buffer);
    const view = (offset: number, shape: readonly number[]): Float32Array =>
      new Float32Array(memory.buffer, offset, elementCount(shape));
    this.#outputs = program.nodes.map(({ shape }, i) => view(plan.nodes[i] as number, shape));
    this.#states = program.states.map(({ shape }, t) => view(plan.states[t] as number, shape));
    this.#launches = program.nodes.map((node, i) => this.#launch(node, i));
    this.#commit = this.#planCommit();
  }

  initialState(seed: Hash): void {
    this.#program.states.forEach(({ init, shape }, tensor) => {
      this.#states[tensor]?.set(initialTensor(init, seed, tensor, shape));
    });
  }

  load(state: readonly Uint8Array[]): void {
    checkState(this.#program, state);
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

  async close(): Promise<void> {
    await this.#team?.stop();
  }

  #visible(i: number): Float32Array {
    const output = this.#outputs[i] as Float32Array;
    const type = this.#program.nodes[i]?.operator.type;
    this.#kernels.canonicalise(output.byteOffset, output.length);
    return type === 'constant' || type === 'fill' ? output.slice() : output;
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
      case 'uniform': {
        const { stream } = operator.value;
        const [low, high] = uniformKey(this.#seed);
        return () => this.#kernels.uniform(output.byteOffset, output.length, low, high, stream, this.#step);
      }
      case 'batch':
        return () =>
          copyExamples(
            this.#dataset,
            this.#program.header.rowStride,
            operator.value.offset,
            this.#examples,
            output,
          );
      default: {
        const context: LaunchContext = {
          kernels: this.#kernels,
          inputs: node.inputs.map((input) => this.#plan.nodes[input] as number),
          output: output.byteOffset,
          scratch: this.#plan.scratch,
        };
        const team = this.#team;
        if (team === undefined || !isWorthSharing(node, this.#threads)) return prepareLaunch(node, context);
        const own = launchShare(node, context, { index: 0, count: this.#threads }) ?? (() => undefined);
        return () => team.run(i, own);
      }
    }
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
