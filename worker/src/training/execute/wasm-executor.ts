import { batchRows } from '@plumbline/verification/data/batch';
import { elementCount } from '@plumbline/verification/graph/shape';
import type { Program } from '@plumbline/verification/graph/types';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { initialTensor } from '@plumbline/verification/init/initial';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import { stateRoot } from '@plumbline/verification/trace/state';
import { planCommit } from './commit.ts';
import type { KernelTeam } from './kernel-team.ts';
import type { Launch } from './launch-context.ts';
import { type MemoryPlan, PAGE_BYTES } from './memory-plan.ts';
import type { UnitKernels } from './placed-unit.ts';
import type { Stage } from './stage.ts';
import { type Moment, prepareCourse, writeConstants } from './step-course.ts';
import { checkState, datasetValues, type ExecutorOptions, type StepExecutor } from './step-executor.ts';

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

/** What a step computes and where everything of it lies. */
export interface Layout {
  readonly plan: MemoryPlan;
  readonly stages: readonly Stage[];
}

export interface ExecutorParts {
  readonly options: ExecutorOptions;
  readonly memory: WebAssembly.Memory;
  readonly kernels: UnitKernels;
  readonly fused: Layout;
  /** Node by node, a stage for each, for a step that somebody watches. Its state lies where that of the fused one lies. */
  readonly watched: Layout;
  readonly team?: KernelTeam;
}

/** A way through a step, bound to memory. */
interface Course {
  readonly launches: readonly (Launch | undefined)[];
  readonly loss: Float32Array;
  readonly commit: readonly Launch[];
}

/** A program on the canonical kernels. */
export class WasmExecutor implements CanonicalExecutor {
  readonly #parts: ExecutorParts;
  readonly #program: Program;
  readonly #dataset: Float32Array;
  readonly #moment: Moment = { step: 0, examples: [] };
  #fused: Course;
  #watched: Course | undefined;
  #states: Float32Array[];

  constructor(parts: ExecutorParts) {
    const { options, memory, fused } = parts;
    this.#parts = parts;
    this.#program = options.program;
    this.#dataset = datasetValues(options);
    writeConstants(options.program, fused.plan, memory);
    this.#fused = this.#course(fused, 0);
    this.#states = this.#stateViews();
  }

  initialState(seed: Hash): void {
    this.#program.states.forEach(({ init, shape }, tensor) => {
      this.#states[tensor]?.set(initialTensor(init, seed, tensor, shape));
    });
  }

  load(state: readonly Uint8Array[]): void {
    checkState(this.#program, state);
    state.forEach((bytes, tensor) => {
      bytesOf(this.#states[tensor] as Float32Array).set(bytes);
    });
  }

  state(into?: readonly Uint8Array[]): Uint8Array[] {
    return this.#canonicalState().map((bytes, tensor) => {
      const copy = into?.[tensor];
      if (copy === undefined) return bytes.slice();
      copy.set(bytes);
      return copy;
    });
  }

  tensorRoots(): Hash[] {
    return this.#canonicalState().map(blobRoot);
  }

  stateRoot(): Hash {
    return stateRoot(this.tensorRoots());
  }

  runStep(step: number, { onNode, examples }: StepOptions = {}): number {
    const { seed, rows } = this.#parts.options;
    const { batchSize } = this.#program.header;
    this.#moment.step = step;
    this.#moment.examples = examples ?? batchRows({ seed, step, batchSize, rows });
    const { launches, loss, commit } = onNode ? this.#watch(onNode) : this.#fused;
    for (const launch of launches) launch?.();
    const value = loss[0] ?? Number.NaN;
    for (const copy of commit) copy();
    return value;
  }

  async close(): Promise<void> {
    await this.#parts.team?.stop();
  }

  /** The step node by node, with somebody looking at each output. */
  #watch(onNode: NonNullable<StepOptions['onNode']>): Course {
    const course = this.#watchedCourse();
    const { memory, watched } = this.#parts;
    const launches = this.#program.nodes.map(({ operator, shape }, i) => () => {
      course.launches[i]?.();
      const output = new Float32Array(memory.buffer, watched.plan.nodes[i], elementCount(shape));
      this.#canonicalise(output);
      const stays = operator.type === 'constant' || operator.type === 'fill';
      onNode(i, stays ? output.slice() : output);
    });
    return { ...course, launches };
  }

  /** Nobody watches in training, so memory for it is there from the first time on. */
  #watchedCourse(): Course {
    if (this.#watched) return this.#watched;
    const { memory, fused, watched } = this.#parts;
    const missing = watched.plan.pages - memory.buffer.byteLength / PAGE_BYTES;
    if (missing > 0) {
      memory.grow(missing);
      // Views of memory that has grown are void.
      this.#fused = this.#course(fused, 0);
      this.#states = this.#stateViews();
    }
    this.#watched = this.#course(watched, fused.stages.length);
    return this.#watched;
  }

  #course({ plan, stages }: Layout, firstTask: number): Course {
    const { options, memory, kernels, team } = this.#parts;
    const { program, seed } = options;
    const [dataset, moment] = [this.#dataset, this.#moment];
    return {
      launches: prepareCourse({
        ...{ program, dataset, seed, plan, stages, memory, kernels, moment, team, firstTask },
      }),
      loss: new Float32Array(memory.buffer, plan.nodes[program.header.lossNode], 1),
      commit: planCommit(program, plan, memory),
    };
  }

  #stateViews(): Float32Array[] {
    const { memory, fused } = this.#parts;
    return this.#program.states.map(
      ({ shape }, tensor) => new Float32Array(memory.buffer, fused.plan.states[tensor], elementCount(shape)),
    );
  }

  /** The bytes of the state tensors where they lie. */
  #canonicalState(): Uint8Array[] {
    return this.#states.map((values) => {
      this.#canonicalise(values);
      return bytesOf(values);
    });
  }

  #canonicalise({ byteOffset, length }: Float32Array): void {
    this.#parts.kernels.kernels.canonicalise(byteOffset, length);
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
