import { programRoot } from '../../src/graph/program.ts';
import type { Program } from '../../src/graph/types.ts';
import { blake2b256, type Hash } from '../../src/hash/blake2b.ts';
import { toHex } from '../../src/hash/hex.ts';
import { initialTensor } from '../../src/init/initial.ts';
import { blobRoot } from '../../src/merkle/blob.ts';
import { referee } from '../../src/operators/referee.ts';
import type { GameFacts } from '../../src/pinpoint/facts.ts';
import type { Trace } from '../../src/pinpoint/trace.ts';
import { stateRoot } from '../../src/trace/state.ts';
import { tensorBytes } from '../../src/trace/tensor.ts';
import { BATCH_SIZE, ROW_STRIDE, ROW_WIDTH } from './growing-program.ts';

/** May change a node's output in place, as a liar would; everything after it is consistent with the change. */
export type Corrupt = (step: number, node: number, output: Float32Array) => void;

const ROWS = 9;

export interface Setting {
  readonly program: Program;
  readonly facts: GameFacts;
  readonly dataset: Float32Array;
}

export function createSetting(
  program: Program,
  steps: number,
  checkpointEvery: number,
  salt: number,
): Setting {
  const dataset = Float32Array.from(
    { length: (ROWS - 1) * ROW_STRIDE + ROW_WIDTH },
    (_, i) => ((i * 7 + salt) % 13) / 4 - 1,
  );
  const facts: GameFacts = {
    mode: 'Reproducible',
    programRoot: programRoot(program),
    stateCount: program.states.length,
    nodeCount: program.nodes.length,
    datasetRoot: blobRoot(tensorBytes(dataset)),
    datasetElements: dataset.length,
    rows: ROWS,
    rowStride: ROW_STRIDE,
    batchSize: BATCH_SIZE,
    seed: blake2b256(Uint8Array.of(salt & 255, salt >>> 8)),
    steps,
    checkpointEvery,
  };
  return { program, facts, dataset };
}

/** The state before the first step, by the seed. */
export function initialState({ program, facts }: Setting): Float32Array[] {
  return program.states.map(({ init, shape }, tensor) => initialTensor(init, facts.seed, tensor, shape));
}

/** A trace computed by the referees of all operators, kept whole. */
export class ReferenceTrace implements Trace {
  readonly program: Program;
  readonly dataset: Uint8Array;
  /** State tensors after `start`, `start + 1`, … steps. */
  readonly #states: Float32Array[][];
  readonly #outputs: Uint8Array[][] = [];
  readonly #start: number;

  constructor(setting: Setting, start: number, steps: number, from: Float32Array[], corrupt?: Corrupt) {
    this.program = setting.program;
    this.dataset = tensorBytes(setting.dataset);
    this.#start = start;
    this.#states = [from];
    for (let step = start; step < start + steps; step++) this.#run(setting, step, corrupt);
  }

  #run({ program, facts, dataset }: Setting, step: number, corrupt: Corrupt | undefined): void {
    const before = this.#states.at(-1)!;
    const { seed, rows, batchSize, rowStride } = facts;
    const outputs: Float32Array[] = [];
    for (const [index, node] of program.nodes.entries()) {
      const operands = node.inputs.map((input) => outputs[input]!);
      const { operator } = node;
      let output: Float32Array;
      if (operator.type === 'state') output = before[operator.value.tensor]!.slice();
      else if (operator.type === 'constant') {
        output = new Float32Array(program.constants.get(toHex(operator.value.root))!.slice().buffer);
      } else if (operator.type === 'reshape') output = operands[0]!.slice();
      else output = referee(node, operands, { step, seed, rows, batchSize, rowStride, dataset });
      corrupt?.(step, index, output);
      outputs.push(output);
    }
    this.#outputs.push(outputs.map((output) => tensorBytes(output)));
    this.#states.push(program.states.map(({ next }) => outputs[next]!));
  }

  state(steps: number): Float32Array[] {
    return this.#states[steps - this.#start]!;
  }

  output(step: number, node: number): Float32Array {
    return new Float32Array(this.#outputs[step - this.#start]![node]!.slice().buffer);
  }

  rootOf(steps: number): Hash {
    return stateRoot(this.state(steps).map((tensor) => blobRoot(tensorBytes(tensor))));
  }

  async stateRoots(first: number, last: number): Promise<Hash[]> {
    return Array.from({ length: last - first }, (_, i) => this.rootOf(first + i + 1));
  }

  async tensorRoots(steps: number): Promise<Hash[]> {
    return this.state(steps).map((tensor) => blobRoot(tensorBytes(tensor)));
  }

  async operatorRoots(step: number): Promise<Hash[]> {
    return this.#outputs[step - this.#start]!.map((output) => blobRoot(output));
  }

  async nodeOutput(step: number, node: number): Promise<Uint8Array> {
    return this.#outputs[step - this.#start]![node]!;
  }

  async initialTensor(tensor: number): Promise<Uint8Array> {
    return tensorBytes(this.state(0)[tensor]!);
  }
}
