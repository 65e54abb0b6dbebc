import { elementCount } from '@plumbline/verification/graph/shape';
import type { Program } from '@plumbline/verification/graph/types';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { initialTensor } from '@plumbline/verification/init/initial';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import type { Trace } from '@plumbline/verification/pinpoint/trace';
import { stateRoot } from '@plumbline/verification/trace/state';
import { canonicalise, tensorBytes } from '@plumbline/verification/trace/tensor';
import type { Course } from './course.ts';
import { breathe, type Executor, type NodeHook } from './executor.ts';
import { KeptStates, type StateAt } from './kept-states.ts';

export const KEPT_BYTES = 256 * 2 ** 20;

export interface PinpointTraceOptions {
  readonly program: Program;
  readonly dataset: Uint8Array;
  readonly seed: Hash;
  readonly executor: Executor;
  readonly course: Course;
  /** The nearest state at or before `steps` steps that both sides agree on. */
  readonly startBefore: (steps: number) => Promise<StateAt>;
  /** Bytes of node outputs that are kept of the step last looked at, and of states to go on from; `KEPT_BYTES` when absent. */
  readonly keptBytes?: number;
  /** Ends whatever is being recomputed. */
  readonly signal?: AbortSignal;
}

/** A step of which every output was looked at. */
interface OpenStep {
  readonly step: number;
  readonly roots: Hash[];
  outputs: Map<number, Uint8Array>;
}

/**
 * One side's recomputation of a disputed task on the canonical executor. An interval is run once for its state roots,
 * and on the way states are kept where a game splits it, from which the step that is left is laid open: its node outputs are kept as far as memory allows, and where one has to be made again that takes this step alone.
 */
export class PinpointTrace implements Trace {
  readonly program: Program;
  readonly dataset: Uint8Array;
  readonly #options: PinpointTraceOptions & { readonly keptBytes: number };
  readonly #stateRoots = new Map<number, Hash>();
  readonly #kept: KeptStates;
  readonly #initial = new Map<number, Uint8Array>();
  /** Number of steps before the state that the executor holds now. */
  #position: number | undefined;
  /** Roots of the tensors of the state last asked for. */
  #tensors: { steps: number; roots: Hash[] } | undefined;
  #laidOpen: OpenStep | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: PinpointTraceOptions) {
    this.program = options.program;
    this.dataset = options.dataset;
    this.#options = { keptBytes: KEPT_BYTES, ...options };
    this.#kept = new KeptStates(this.#options.keptBytes);
  }

  stateRoots(first: number, last: number): Promise<Hash[]> {
    return this.#inTurn(async () => {
      const points = this.#kept.points(first, last, this.#stateBytes());
      const roots: Hash[] = [];
      for (let steps = first + 1; steps <= last; steps++) {
        const isNew = !this.#stateRoots.has(steps);
        roots.push(await this.#stateRootAfter(steps));
        // What was asked for before is known without going there.
        const isThere = this.#position === steps;
        if (isNew && isThere && points.has(steps)) this.#kept.keep(steps, this.#options.executor.state());
      }
      return roots;
    });
  }

  tensorRoots(steps: number): Promise<Hash[]> {
    return this.#inTurn(() => this.#tensorRootsAfter(steps));
  }

  operatorRoots(step: number): Promise<Hash[]> {
    return this.#inTurn(async () => (await this.#layOpen(step)).roots);
  }

  nodeOutput(step: number, node: number): Promise<Uint8Array> {
    return this.#inTurn(async () => {
      const open = await this.#layOpen(step);
      const kept = open.outputs.get(node);
      if (kept !== undefined) return kept;
      // Whoever looks at a node that there was no room for looks at its operands next.
      const wanted = new Set([node, ...(this.program.nodes[node]?.inputs ?? [])]);
      open.outputs = await this.#runOpenly(step, (at) => wanted.has(at));
      const output = open.outputs.get(node);
      if (output === undefined) throw new RangeError(`the program has no node ${node}`);
      return output;
    });
  }

  async initialTensor(tensor: number): Promise<Uint8Array> {
    const state = this.program.states[tensor];
    if (state === undefined) throw new RangeError(`the program has no state tensor ${tensor}`);
    const known = this.#initial.get(tensor);
    if (known !== undefined) return known;
    const bytes = tensorBytes(initialTensor(state.init, this.#options.seed, tensor, state.shape));
    this.#initial.set(tensor, bytes);
    return bytes;
  }

  #stateBytes(): number {
    return this.program.states.reduce((sum, { shape }) => sum + 4 * elementCount(shape), 0);
  }

  async #tensorRootsAfter(steps: number): Promise<Hash[]> {
    if (this.#tensors?.steps === steps) return this.#tensors.roots;
    await this.#goTo(steps);
    this.#tensors = { steps, roots: this.#options.executor.tensorRoots() };
    return this.#tensors.roots;
  }

  async #stateRootAfter(steps: number): Promise<Hash> {
    const known = this.#stateRoots.get(steps);
    if (known !== undefined) return known;
    const root = stateRoot(await this.#tensorRootsAfter(steps));
    this.#stateRoots.set(steps, root);
    return root;
  }

  /** Brings the executor to the state after `steps` steps. */
  async #goTo(steps: number): Promise<void> {
    const { executor, course } = this.#options;
    const kept = this.#kept.before(steps);
    const isAhead = this.#position === undefined || this.#position > steps;
    if (isAhead || (kept?.steps ?? 0) > (this.#position ?? 0)) {
      // To find a state the executor may be used.
      this.#position = undefined;
      const start = await this.#startBefore(steps);
      executor.load(start.state);
      this.#position = start.steps;
    }
    for (let at = this.#position as number; at < steps; at++) {
      this.#position = undefined;
      course.advance(executor, at);
      this.#position = at + 1;
      await breathe(this.#options.signal);
    }
  }

  /** States kept lie nearer than what both sides agree on, when they are of the interval that is disputed. */
  async #startBefore(steps: number): Promise<StateAt> {
    const kept = this.#kept.before(steps);
    if (kept?.steps === steps) return kept;
    const agreed = await this.#options.startBefore(steps);
    return kept !== undefined && kept.steps > agreed.steps ? kept : agreed;
  }

  async #layOpen(step: number): Promise<OpenStep> {
    if (this.#laidOpen?.step === step) return this.#laidOpen;
    let room = this.#options.keptBytes;
    const keep = (node: number): boolean => {
      room -= 4 * elementCount(this.program.nodes[node]?.shape ?? []);
      return room >= 0;
    };
    const roots: Hash[] = [];
    const outputs = await this.#runOpenly(step, keep, roots);
    this.#laidOpen = { step, roots, outputs };
    return this.#laidOpen;
  }

  /** Runs one step looking at its nodes: their roots go to `roots`, the outputs of those wanted are returned. */
  async #runOpenly(
    step: number,
    wanted: (node: number) => boolean,
    roots?: Hash[],
  ): Promise<Map<number, Uint8Array>> {
    await this.#goTo(step);
    const { executor, course, signal } = this.#options;
    if (!this.#kept.has(step)) this.#kept.keep(step, executor.state());
    const tamper = course.tamper(executor, step);
    const outputs = new Map<number, Uint8Array>();
    const onNode: NodeHook = (node, output) => {
      tamper?.(node, output);
      const isWanted = wanted(node);
      if (!isWanted && roots === undefined) return;
      // What is only hashed is not copied; a NaN may be written over, since none is read by its bits.
      const { buffer, byteOffset, byteLength } = isWanted ? tensorBytes(output) : canonicalise(output);
      const bytes = new Uint8Array(buffer, byteOffset, byteLength);
      if (roots !== undefined) roots[node] = blobRoot(bytes);
      if (isWanted) outputs.set(node, bytes);
    };
    this.#position = undefined;
    executor.runStep(step, onNode);
    this.#position = step + 1;
    await breathe(signal);
    return outputs;
  }

  /** The executor holds one state: questions are answered one after the other. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
