import { runProgram } from '@plumbline/verification/element/evaluate';
import { toBits } from '@plumbline/verification/f32/bits';
import { BINARY, UNARY } from '@plumbline/verification/graph/element-wise';
import { programRoot } from '@plumbline/verification/graph/program';
import type { GraphNode, OperatorName, Program } from '@plumbline/verification/graph/types';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import type { GameFacts } from '@plumbline/verification/pinpoint/facts';
import type { Trace } from '@plumbline/verification/pinpoint/trace';
import { boundedProgram } from '@plumbline/verification/tolerant/bounded-program';
import { stateDistance } from '@plumbline/verification/tolerant/distance';
import { findFault } from '@plumbline/verification/tolerant/find-fault';
import { isOutside } from '@plumbline/verification/tolerant/outside';
import { stateRoot } from '@plumbline/verification/trace/state';
import { tensorBytes } from '@plumbline/verification/trace/tensor';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { compileModel } from '../compile/compile.ts';
import { createCanonicalExecutor } from '../execute/executor.ts';
import { createNodeRunner } from '../execute/node-runner.ts';
import { buildCnn } from '../models/cnn.ts';
import { crossEntropy } from '../models/cross-entropy.ts';
import { buildTransformer } from '../models/transformer.ts';
import { useBackend } from './load.ts';
import { tfjsOperators } from './operators.ts';
import { createTfjsExecutor, type TfjsExecutor } from './tfjs.ts';

const SEED = new Uint8Array(32).fill(9);
const STEPS = 1;

interface Subject {
  readonly program: Program;
  readonly dataset: Float32Array;
  readonly rows: number;
}

async function transformer(): Promise<Subject> {
  const context = 8;
  const dataset = Float32Array.from({ length: 80 }, (_, i) => (i * i) % 5);
  const program = await compileModel({
    model: buildTransformer({ vocabulary: 5, context, width: 12, heads: 2, blocks: 1 }),
    loss: crossEntropy,
    optimizer: tf.train.adam(0.01),
    batchSize: 4,
    inputs: { offset: 0, shape: [context] },
    labels: { offset: 1, shape: [context] },
    rowStride: 1,
    rowWidth: context + 1,
  });
  return { program, dataset, rows: dataset.length - context };
}

async function images(): Promise<Subject> {
  const [rows, width] = [12, 8 * 8 * 2 + 1];
  const dataset = Float32Array.from({ length: rows * width }, (_, i) =>
    i % width === width - 1 ? Math.floor(i / width) % 3 : Math.sin(i) / 2,
  );
  const program = await compileModel({
    model: buildCnn({ image: [8, 8, 2], filters: [4], hidden: 6, classes: 3 }),
    loss: crossEntropy,
    optimizer: tf.train.momentum(0.05, 0.9),
    batchSize: 3,
    inputs: { offset: 0, shape: [8, 8, 2] },
    labels: { offset: width - 1, shape: [] },
    rowStride: width,
    rowWidth: width,
  });
  return { program, dataset, rows };
}

/** Everything that a device computed in the first steps, kept. */
async function traceOf({ program, dataset }: Subject, device: TfjsExecutor): Promise<Trace> {
  device.initialState(SEED);
  const states = [device.state()];
  const outputs: Uint8Array[][] = [];
  for (let step = 0; step < STEPS; step++) {
    const computed: Uint8Array[] = [];
    device.runStep(step, (node, output) => {
      computed[node] = tensorBytes(output);
    });
    outputs.push(computed);
    states.push(device.state());
  }
  const rootsOf = (tensors: readonly Uint8Array[] = []): Hash[] => tensors.map((bytes) => blobRoot(bytes));
  return {
    program,
    dataset: tensorBytes(dataset),
    stateRoots: async (first, last) =>
      states.slice(first + 1, last + 1).map((state) => stateRoot(rootsOf(state))),
    tensorRoots: async (steps) => rootsOf(states[steps]),
    operatorRoots: async (step) => rootsOf(outputs[step]),
    nodeOutput: async (step, node) => outputs[step]?.[node] ?? new Uint8Array(0),
    initialTensor: async (tensor) => states[0]?.[tensor] ?? new Uint8Array(0),
  };
}

function factsOf({ program, dataset, rows }: Subject): GameFacts {
  const { batchSize, rowStride } = program.header;
  return {
    mode: 'Tolerant',
    programRoot: programRoot(program),
    stateCount: program.states.length,
    nodeCount: program.nodes.length,
    datasetRoot: blobRoot(tensorBytes(dataset)),
    datasetElements: dataset.length,
    rows,
    rowStride,
    batchSize,
    seed: SEED,
    steps: STEPS,
    checkpointEvery: STEPS,
  };
}

describe.each(['cpu', 'wasm'] as const)('what tfjs %s computes', (backend) => {
  test.each([
    ['a transformer with Adam', transformer],
    ['a convolutional network with momentum', images],
  ])('of %s lies within the bounds of its own operands, and near the canonical state', async (_, make) => {
    const subject = await make();
    const options = { ...subject, seed: SEED };
    const device = await createTfjsExecutor({ ...options, backend });
    const trace = await traceOf(subject, device);
    expect(await findFault(factsOf(subject), 0, STEPS, trace)).toBeUndefined();
    expect(await findFault(factsOf(subject), 0, STEPS, trace, await createNodeRunner())).toBeUndefined();

    const canonical = await createCanonicalExecutor(options);
    canonical.initialState(SEED);
    const states = [floats(canonical.state())];
    for (let step = 0; step < STEPS; step++) {
      canonical.runStep(step);
      states.push(floats(canonical.state()));
    }
    const delta = stateDistance(states[STEPS] as Float32Array[], floats(device.state()));
    const step = stateDistance(states[STEPS - 1] as Float32Array[], states[STEPS] as Float32Array[]);
    expect(delta).toBeLessThan(step / 10_000);
    device.dispose();
  });
});

/** Operands that a function is defined for, none of them so small or large that the result is no number. */
function operandsOf(name: OperatorName, count: number): number[][] {
  const some = (salt: number): number[] =>
    Array.from({ length: count }, (_, i) => Math.fround(8 * Math.sin(salt + i * i)));
  const [a, b] = [some(1), some(2)];
  const positive = ['log', 'sqrt', 'rsqrt', 'log1p', 'pow'].includes(name);
  return positive ? [a.map((x) => Math.abs(x) + 2 ** -10), b] : [a, b];
}

describe.each(['cpu', 'wasm'] as const)('an operator of tfjs %s', (backend) => {
  test.each([...UNARY, ...BINARY])('%s lies within its bound', async (name) => {
    await useBackend(backend);
    const arity = (UNARY as readonly string[]).includes(name) ? 1 : 2;
    const operands = operandsOf(name, 500).slice(0, arity);
    const shape = [500];
    const node: GraphNode = {
      operator: { type: name },
      inputs: operands.map((_, i) => i),
      inputShapes: operands.map(() => shape),
      shape,
    };
    const inputs = operands.map((values) => tf.tensor(values, shape));
    const output = tfjsOperators[name]?.(inputs, node).dataSync() ?? [];
    const context = { step: 0, seed: SEED, rows: 1, batchSize: 1, rowStride: 1 };
    for (let element = 0; element < output.length; element++) {
      const [value = 0, bound = 0] = runProgram(boundedProgram(node, element, context), (operand, at) =>
        toBits(operands[operand as number]?.[at] ?? 0),
      );
      expect(isOutside(toBits(output[element] ?? 0), value, bound), `${element}`).toBe(false);
    }
    expect(output).toHaveLength(500);
  });
});

function floats(state: readonly Uint8Array[]): Float32Array[] {
  return state.map((bytes) => new Float32Array(bytes.slice().buffer));
}
