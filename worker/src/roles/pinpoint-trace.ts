import { elementCount } from '@plumbline/verification/graph/shape';
import type { Program } from '@plumbline/verification/graph/types';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { initialTensor } from '@plumbline/verification/init/initial';
import type { Trace } from '@plumbline/verification/pinpoint/trace';
import { tensorBytes, tensorRoot } from '@plumbline/verification/trace/tensor';
import type { Course } from './course.ts';
import { breathe, type Executor, type NodeHook } from './executor.ts';

/** Where a trace can begin: a state at or before what is asked, with the number of steps before it. */
export interface StartingPoint {
  readonly steps: number;
  readonly state: readonly Uint8Array[];
}

export interface PinpointTraceOptions {
  readonly program: Program;
  readonly dataset: Uint8Array;
  readonly seed: Hash;
  readonly executor: Executor;
  readonly course: Course;
  /** The nearest state at or before `steps` steps that both sides agree on. */
  readonly startBefore: (steps: number) => Promise<StartingPoint>;
  /** Bytes of node outputs that are kept of the step last looked at. */
  readonly keptBytes?: number;
  /** Ends whatever is being recomputed. */
  readonly signal?: AbortSignal;
}

/**
 * One side's recomputation of a disputed task on the canonical executor. Steps are run again as they are asked
 * for; of one step the node outputs are kept as far as memory allows.
 */
export class PinpointTrace implements Trace {
  readonly program: Program;
  readonly dataset: Uint8Array;
  readonly #options: PinpointTraceOptions & { readonly keptBytes: number };
  readonly #stateRoots = new Map<number, Hash>();
  /** Number of steps before the state that the executor holds now. */
  #position: number | undefined;
  #laidOpen: { step: number; roots: Hash[]; outputs: Map<number, Uint8Array> } | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: PinpointTraceOptions) {
    this.program = options.program;
    this.dataset = options.dataset;
    this.#options = { keptBytes: 256 * 2 ** 20, ...options };
  }

  stateRoots(first: number, last: number): Promise<Hash[]> {
    return this.#inTurn(async () => {
      const roots: Hash[] = [];
      for (let steps = first + 1; steps <= last; steps++) roots.push(await this.#stateRootAfter(steps));
      return roots;
    });
  }

  tensorRoots(steps: number): Promise<Hash[]> {
    return this.#inTurn(async () => {
      await this.#goTo(steps);
      return this.#options.executor.tensorRoots();
    });
  }

  operatorRoots(step: number): Promise<Hash[]> {
    return this.#inTurn(async () => (await this.#layOpen(step)).roots);
  }

  nodeOutput(step: number, node: number): Promise<Uint8Array> {
    return this.#inTurn(async () => {
      const { outputs } = await this.#layOpen(step);
      const kept = outputs.get(node);
      if (kept !== undefined) return kept;
      const [output] = await this.#runOpenly(step, (at) => at === node);
      if (output === undefined) throw new RangeError(`the program has no node ${node}`);
      return output.bytes;
    });
  }

  async initialTensor(tensor: number): Promise<Uint8Array> {
    const state = this.program.states[tensor];
    if (state === undefined) throw new RangeError(`the program has no state tensor ${tensor}`);
    return tensorBytes(initialTensor(state.init, this.#options.seed, tensor, state.shape));
  }

  async #stateRootAfter(steps: number): Promise<Hash> {
    const known = this.#stateRoots.get(steps);
    if (known !== undefined) return known;
    await this.#goTo(steps);
    const root = this.#options.executor.stateRoot();
    this.#stateRoots.set(steps, root);
    return root;
  }

  /** Brings the executor to the state after `steps` steps. */
  async #goTo(steps: number): Promise<void> {
    const { executor, course, startBefore } = this.#options;
    if (this.#position === undefined || this.#position > steps) {
      const start = await startBefore(steps);
      executor.load(start.state);
      this.#position = start.steps;
    }
    for (let at = this.#position; at < steps; at++) {
      this.#position = undefined;
      course.advance(executor, at);
      this.#position = at + 1;
      await breathe(this.#options.signal);
    }
  }

  async #layOpen(step: number): Promise<{ roots: Hash[]; outputs: Map<number, Uint8Array> }> {
    if (this.#laidOpen?.step === step) return this.#laidOpen;
    let room = this.#options.keptBytes;
    const keep = (node: number): boolean => {
      room -= 4 * elementCount(this.program.nodes[node]?.shape ?? []);
      return room >= 0;
    };
    const roots: Hash[] = [];
    const outputs = new Map<number, Uint8Array>();
    for (const { node, bytes } of await this.#runOpenly(step, keep, roots)) outputs.set(node, bytes);
    this.#laidOpen = { step, roots, outputs };
    return this.#laidOpen;
  }

  /** Runs one step looking at its nodes: their roots go to `roots`, the outputs of those wanted are returned. */
  async #runOpenly(
    step: number,
    wanted: (node: number) => boolean,
    roots?: Hash[],
  ): Promise<{ node: number; bytes: Uint8Array }[]> {
    await this.#goTo(step);
    const { executor, course } = this.#options;
    const tamper = course.tamper(executor, step);
    const outputs: { node: number; bytes: Uint8Array }[] = [];
    const onNode: NodeHook = (node, output) => {
      tamper?.(node, output);
      if (roots !== undefined) roots[node] = tensorRoot(output);
      if (wanted(node)) outputs.push({ node, bytes: tensorBytes(output) });
    };
    this.#position = undefined;
    executor.runStep(step, onNode);
    this.#position = step + 1;
    await breathe(this.#options.signal);
    return outputs;
  }

  /** The executor holds one state: questions are answered one after the other. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
