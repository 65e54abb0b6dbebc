import { elementCount } from '@plumbline/verification/graph/shape';
import type { Program } from '@plumbline/verification/graph/types';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { sameHash } from '@plumbline/verification/hash/hex';
import type { Trace } from '@plumbline/verification/pinpoint/trace';
import { ENTRIES_PER_STEP } from '@plumbline/verification/pinpoint/whole-trace';
import { stateRoot } from '@plumbline/verification/trace/state';
import { type BlobRef, blobRef, listRef } from '../storage/blob-ref.ts';
import { Recent } from './recent.ts';
import { hashesIn } from './states.ts';

export interface ServedTraceOptions {
  readonly program: Program;
  readonly dataset: Uint8Array;
  /** Step that the list begins with. */
  readonly first: number;
  /** Root of the state before it. */
  readonly start: Hash;
  /** After each step its state and its operators. */
  readonly entries: readonly Hash[];
  /** A blob by its root, whose bytes are checked; throws `BlobUnavailable`. */
  readonly get: (ref: BlobRef) => Promise<Uint8Array>;
}

/** Outputs that are kept once they were read: each is an operand of others, and is opened in several moves. */
const KEPT_BYTES = 64 * 2 ** 20;

/** What a tolerant Solver is committed to of an interval, or of one step, read blob by blob as it is served. */
export class ServedTrace implements Trace {
  readonly program: Program;
  readonly dataset: Uint8Array;
  readonly #options: ServedTraceOptions;
  readonly #operators = new Map<number, Promise<Hash[]>>();
  readonly #outputs = new Recent<string, Uint8Array>(KEPT_BYTES, ({ length }) => length);

  constructor(options: ServedTraceOptions) {
    this.program = options.program;
    this.dataset = options.dataset;
    this.#options = options;
  }

  async stateRoots(first: number, last: number): Promise<Hash[]> {
    return Array.from({ length: last - first }, (_, i) => this.#stateAfter(first + i + 1));
  }

  /** Of a state in between, what the step before it makes of it, as long as that is what it was committed to as. */
  async tensorRoots(steps: number): Promise<Hash[]> {
    const root = this.#stateAfter(steps);
    if (steps > this.#options.first) {
      const operators = await this.operatorRoots(steps - 1);
      const made = this.program.states.map(({ next }) => operators[next] as Hash);
      if (sameHash(stateRoot(made), root)) return made;
    }
    return hashesIn(await this.#options.get(listRef(root, this.program.states.length)));
  }

  operatorRoots(step: number): Promise<Hash[]> {
    const known = this.#operators.get(step);
    if (known !== undefined) return known;
    const roots = this.#options
      .get(listRef(this.#operatorsOf(step), this.program.nodes.length))
      .then(hashesIn);
    this.#operators.set(step, roots);
    roots.catch(() => this.#operators.delete(step));
    return roots;
  }

  async nodeOutput(step: number, node: number): Promise<Uint8Array> {
    const key = `${step}/${node}`;
    const kept = this.#outputs.get(key);
    if (kept !== undefined) return kept;
    const root = (await this.operatorRoots(step))[node] as Hash;
    const { shape = [] } = this.program.nodes[node] ?? {};
    const bytes = await this.#options.get(blobRef(root, 4 * elementCount(shape)));
    this.#outputs.put(key, bytes);
    return bytes;
  }

  /** The state before a step, its operators and the state after it, as they are committed to. */
  async stepHashes(step: number): Promise<readonly Hash[]> {
    return [this.#stateAfter(step), this.#operatorsOf(step), this.#stateAfter(step + 1)];
  }

  initialTensor(): Promise<Uint8Array> {
    return Promise.reject(new RangeError('a trace of an interval does not say what the seed gives'));
  }

  #stateAfter(steps: number): Hash {
    const { first, start } = this.#options;
    return steps === first ? start : this.#entry(ENTRIES_PER_STEP * (steps - first - 1));
  }

  #operatorsOf(step: number): Hash {
    return this.#entry(ENTRIES_PER_STEP * (step - this.#options.first) + 1);
  }

  #entry(index: number): Hash {
    const entry = this.#options.entries[index];
    if (entry === undefined) throw new RangeError(`the trace has no entry ${index}`);
    return entry;
  }
}
