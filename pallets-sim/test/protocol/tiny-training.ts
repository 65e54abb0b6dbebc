import type { AlterationOpening } from '@plumbline/runtime-types/domain/move';
import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import { toBits } from '@plumbline/verification/f32/bits';
import { alterationKey } from '@plumbline/verification/forced/alteration';
import {
  alteredTensorRoots,
  choosePlace,
  openAlteration,
} from '@plumbline/verification/forced/altered-state';
import { checkProgram } from '@plumbline/verification/graph/check';
import { encodeProgram, programRecords, programRoot } from '@plumbline/verification/graph/program';
import type { GraphNode, Operator, Program } from '@plumbline/verification/graph/types';
import { unitsPerStep } from '@plumbline/verification/graph/units';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { initialTensor } from '@plumbline/verification/init/initial';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import { referee } from '@plumbline/verification/operators/referee';
import type { Trace } from '@plumbline/verification/pinpoint/trace';
import { stateRoot } from '@plumbline/verification/trace/state';
import { tensorBytes } from '@plumbline/verification/trace/tensor';

const BATCH = 2;
const WIDTH = 3;
const ROWS = 4;

/** w ← w + 0.25 · Σ exp(x − w) over the batch: small, and every phase of a dispute occurs in it. */
function tinyProgram(): Program {
  const nodes: GraphNode[] = [];
  const add = (operator: Operator, inputs: number[], shape: number[]): number => {
    nodes.push({ operator, inputs, inputShapes: inputs.map((input) => nodes[input]!.shape), shape });
    return nodes.length - 1;
  };
  const w = add({ type: 'state', value: { tensor: 0 } }, [], [WIDTH]);
  const x = add({ type: 'batch', value: { offset: 0 } }, [], [BATCH, WIDTH]);
  const difference = add({ type: 'sub' }, [x, w], [BATCH, WIDTH]);
  const grown = add({ type: 'exp' }, [difference], [BATCH, WIDTH]);
  const total = add({ type: 'sum', value: { axes: [0] } }, [grown], [WIDTH]);
  const rate = add({ type: 'fill', value: { bits: toBits(0.25) } }, [], []);
  const change = add({ type: 'mul' }, [total, rate], [WIDTH]);
  const next = add({ type: 'add' }, [w, change], [WIDTH]);
  const loss = add({ type: 'sum', value: { axes: [0] } }, [total], []);
  const program: Program = {
    header: {
      version: 1,
      operatorSet: 1,
      kernels: new Uint8Array(32),
      stateCount: 1,
      nodeCount: nodes.length,
      lossNode: loss,
      batchSize: BATCH,
      rowStride: WIDTH,
      rowWidth: WIDTH,
    },
    states: [
      {
        name: 'w',
        shape: [WIDTH],
        init: { type: 'Uniform', value: { low: toBits(-1), high: toBits(1) } },
        next,
      },
    ],
    nodes,
    constants: new Map(),
  };
  checkProgram(program);
  return program;
}

const PROGRAM = tinyProgram();
/** Header, state tensor and nodes. */
export const RECORDS = programRecords(PROGRAM);
/** The node whose output is w after the step. */
export const NEXT_NODE = PROGRAM.states[0]!.next;
const DATASET = Float32Array.from({ length: ROWS * WIDTH }, (_, i) => i / 8 - 0.5);
/** What its Submitter serves. */
export const DATASET_FILE = tensorBytes(DATASET);
export const PROGRAM_FILE = encodeProgram(PROGRAM);

/** A spec of this training that the chain accepts. */
export function tinySpec(changes: Partial<TaskSpec> = {}): TaskSpec {
  return {
    name: 'tiny',
    program: {
      root: programRoot(PROGRAM),
      stateCount: 1,
      nodeCount: PROGRAM.nodes.length,
      file: { root: blobRoot(PROGRAM_FILE), bytes: BigInt(PROGRAM_FILE.length) },
    },
    dataset: {
      blob: { root: blobRoot(DATASET_FILE), bytes: BigInt(DATASET_FILE.length) },
      rows: ROWS,
      rowStride: WIDTH,
      rowWidth: WIDTH,
    },
    batchSize: BATCH,
    steps: 12,
    checkpointEvery: 3,
    unitsPerStep: unitsPerStep(PROGRAM),
    mode: { type: 'Reproducible' },
    verifiers: 2,
    profilers: 1,
    sampleRate: 500_000,
    maxPrice: 1_000_000_000_000_000n,
    stallBlocks: 10,
    base: undefined,
    sealed: undefined,
    sources: [],
    ...changes,
  };
}

/** Changes a node's output in place, as a liar does. */
export type Corrupt = (step: number, node: number, output: Float32Array) => void;

/** The whole training of a seed, kept in memory. */
export class TinyTraining implements Trace {
  readonly program = PROGRAM;
  readonly dataset = DATASET_FILE;
  readonly #states: Float32Array[];
  readonly #outputs: Float32Array[][] = [];

  constructor(seed: Hash, steps: number, corrupt?: Corrupt, initial?: Float32Array) {
    const [{ init, shape }] = PROGRAM.states as [(typeof PROGRAM.states)[number]];
    this.#states = [initial ?? initialTensor(init, seed, 0, shape)];
    for (let step = 0; step < steps; step++) {
      const outputs: Float32Array[] = [];
      for (const [index, node] of PROGRAM.nodes.entries()) {
        const output =
          node.operator.type === 'state'
            ? this.#states[step]!.slice()
            : referee(
                node,
                node.inputs.map((input) => outputs[input]!),
                { step, seed, rows: ROWS, batchSize: BATCH, rowStride: WIDTH, dataset: DATASET },
              );
        corrupt?.(step, index, output);
        outputs.push(output);
      }
      this.#outputs.push(outputs);
      this.#states.push(outputs[NEXT_NODE]!);
    }
  }

  /** State after so many steps. */
  state(steps: number): Float32Array {
    return this.#states[steps]!;
  }

  rootAfter(steps: number): Hash {
    return stateRoot([blobRoot(tensorBytes(this.#states[steps]!))]);
  }

  /** Root of the altered state after so many steps, as a checkpoint of that number. */
  alteredRoot(steps: number, checkpoint: number, secret: Hash, salt: Hash): Hash {
    const state = [tensorBytes(this.state(steps))];
    const key = alterationKey(secret, salt);
    const place = choosePlace(key, checkpoint, state, undefined);
    return stateRoot(alteredTensorRoots(key, place, state, [blobRoot(state[0]!)]));
  }

  /** What shows the chain that it was altered by the rule. */
  opening(steps: number, checkpoint: number, secret: Hash, salt: Hash): AlterationOpening {
    const state = [tensorBytes(this.state(steps))];
    const key = alterationKey(secret, salt);
    return openAlteration(PROGRAM, key, choosePlace(key, checkpoint, state, undefined), state);
  }

  async stateRoots(first: number, last: number): Promise<Hash[]> {
    return Array.from({ length: last - first }, (_, i) => this.rootAfter(first + i + 1));
  }

  async tensorRoots(steps: number): Promise<Hash[]> {
    return [blobRoot(tensorBytes(this.#states[steps]!))];
  }

  async operatorRoots(step: number): Promise<Hash[]> {
    return this.#outputs[step]!.map((output) => blobRoot(tensorBytes(output)));
  }

  async nodeOutput(step: number, node: number): Promise<Uint8Array> {
    return tensorBytes(this.#outputs[step]![node]!);
  }

  async initialTensor(): Promise<Uint8Array> {
    return tensorBytes(this.#states[0]!);
  }
}
