import { batchRows } from '@plumbline/verification/data/batch';
import { fromBits, toBits } from '@plumbline/verification/f32/bits';
import type { Program } from '@plumbline/verification/graph/types';
import { toHex } from '@plumbline/verification/hash/hex';
import { initialTensor } from '@plumbline/verification/init/initial';
import { referee } from '@plumbline/verification/operators/referee';
import { stateRoot } from '@plumbline/verification/trace/state';
import { tensorRoot } from '@plumbline/verification/trace/tensor';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { compileModel } from '../compile/compile.ts';
import { kernelsHash } from '../kernels/identity.ts';
import { crossEntropy } from '../models/cross-entropy.ts';
import { buildTransformer } from '../models/transformer.ts';
import { createCanonicalExecutor } from './executor.ts';
import type { CanonicalExecutor } from './wasm-executor.ts';

const CONTEXT = 6;
const SEED = new Uint8Array(32).fill(3);
const DATASET = Float32Array.from({ length: 60 }, (_, i) => (i * i + (i % 3)) % 7);
const ROWS = DATASET.length - CONTEXT;

let program: Program;

beforeAll(async () => {
  program = await compileModel({
    model: buildTransformer({ vocabulary: 7, context: CONTEXT, width: 8, heads: 2, blocks: 1 }),
    loss: crossEntropy,
    optimizer: tf.train.adam(0.02),
    batchSize: 3,
    inputs: { offset: 0, shape: [CONTEXT] },
    labels: { offset: 1, shape: [CONTEXT] },
    rowStride: 1,
    rowWidth: CONTEXT + 1,
  });
});

async function freshExecutor(): Promise<CanonicalExecutor> {
  const executor = await createCanonicalExecutor({ program, dataset: DATASET, rows: ROWS, seed: SEED });
  executor.initialState(SEED);
  return executor;
}

/** One step by definition: every element program of every node, and what only names tensors looked up. */
function refereeStep(state: readonly Float32Array[], step: number): Float32Array[] {
  const { batchSize, rowStride } = program.header;
  const context = { step, seed: SEED, rows: ROWS, batchSize, rowStride, dataset: DATASET };
  const outputs: Float32Array[] = [];
  program.nodes.forEach((node, i) => {
    const inputs = node.inputs.map((input) => outputs[input] as Float32Array);
    switch (node.operator.type) {
      case 'state':
        outputs[i] = state[node.operator.value.tensor] as Float32Array;
        break;
      case 'constant': {
        const bytes = program.constants.get(toHex(node.operator.value.root)) as Uint8Array;
        outputs[i] = new Float32Array(bytes.slice().buffer);
        break;
      }
      default:
        outputs[i] = referee(node, inputs, context);
    }
  });
  return outputs;
}

describe('a step of the executor', () => {
  test('has, at every node, the bits that the element programs define', async () => {
    const executor = await freshExecutor();
    let state = program.states.map(({ init, shape }, t) => initialTensor(init, SEED, t, shape));
    for (const step of [0, 1]) {
      const truth = refereeStep(state, step);
      let compared = 0;
      const loss = executor.runStep(step, {
        onNode: (node, output) => {
          const bits = [...output].map(toBits);
          expect(bits, `node ${node} ${program.nodes[node]?.operator.type}`).toEqual(
            [...(truth[node] as Float32Array)].map(toBits),
          );
          compared++;
        },
      });
      expect(compared).toBe(program.nodes.length);
      expect(loss).toBe(truth[program.header.lossNode]?.[0]);
      state = program.states.map(({ next }) => truth[next] as Float32Array);
      expect(toHex(executor.stateRoot())).toBe(toHex(stateRoot(state.map(tensorRoot))));
    }
  });

  test('is the same with and without somebody looking', async () => {
    const [quiet, watched] = [await freshExecutor(), await freshExecutor()];
    for (let step = 0; step < 5; step++) {
      expect(quiet.runStep(step)).toBe(watched.runStep(step, { onNode: () => undefined }));
    }
    expect(toHex(quiet.stateRoot())).toBe(toHex(watched.stateRoot()));
  });

  test('carries a value overwritten in place on to what reads it', async () => {
    const [honest, faulty] = [await freshExecutor(), await freshExecutor()];
    honest.runStep(0);
    const { next } = program.states[0] as { next: number };
    faulty.runStep(0, {
      onNode: (node, output) => {
        if (node === next) output[0] = (output[0] as number) + 1;
      },
    });
    const [a, b] = [honest, faulty].map(
      (executor) => new Float32Array((executor.state()[0] as Uint8Array).buffer),
    );
    expect(b?.[0]).toBe(Math.fround((a?.[0] as number) + 1));
    expect(b?.slice(1)).toEqual(a?.slice(1));
    // Constants are copies: what is written into one is gone.
    const constants = program.nodes.map(
      ({ operator }) => operator.type === 'constant' || operator.type === 'fill',
    );
    const spoiled = await freshExecutor();
    spoiled.runStep(0, {
      onNode: (node, output) => {
        if (constants[node]) output.fill(99);
      },
    });
    expect(toHex(spoiled.stateRoot())).toBe(toHex(honest.stateRoot()));
  });

  test('reads the examples that the seed draws', async () => {
    const executor = await freshExecutor();
    const input = program.nodes.findIndex(
      ({ operator }) => operator.type === 'batch' && operator.value.offset === 0,
    );
    executor.runStep(7, {
      onNode: (node, output) => {
        if (node !== input) return;
        const rows = batchRows({ seed: SEED, step: 7, batchSize: 3, rows: ROWS });
        expect([...output]).toEqual(rows.flatMap((row) => [...DATASET.subarray(row, row + CONTEXT)]));
      },
    });
  });
});

describe('training', () => {
  test('learns, and twice the same', async () => {
    const [first, second] = [await freshExecutor(), await freshExecutor()];
    const losses = Array.from({ length: 120 }, (_, step) => first.runStep(step));
    for (let step = 0; step < 120; step++) second.runStep(step);
    expect(losses[0]).toBeGreaterThan(1.5);
    expect(losses.at(-1)).toBeLessThan(1);
    expect(toHex(second.stateRoot())).toBe(toHex(first.stateRoot()));
  });

  test('goes on from a loaded state to the same bits', async () => {
    const [whole, until, from] = [await freshExecutor(), await freshExecutor(), await freshExecutor()];
    for (let step = 0; step < 20; step++) whole.runStep(step);
    for (let step = 0; step < 11; step++) until.runStep(step);
    for (let step = 0; step < 3; step++) from.runStep(step);
    from.load(until.state());
    for (let step = 11; step < 20; step++) from.runStep(step);
    expect(from.tensorRoots().map(toHex)).toEqual(whole.tensorRoots().map(toHex));
  });

  test('keeps its memory', async () => {
    const executor = await freshExecutor();
    let buffer: ArrayBufferLike | undefined;
    for (let step = 0; step < 3; step++) {
      executor.runStep(step, {
        onNode: (node, output) => {
          if (program.nodes[node]?.operator.type !== 'matmul') return;
          buffer ??= output.buffer;
          expect(output.buffer).toBe(buffer);
        },
      });
    }
  });
});

describe('states that swap', () => {
  const node = (tensor: number): Program['nodes'][number] => ({
    operator: { type: 'state', value: { tensor } },
    inputs: [],
    inputShapes: [],
    shape: [2],
  });
  const state = (name: string, value: number, next: number): Program['states'][number] => ({
    name,
    shape: [2],
    init: { type: 'Fill', value: { bits: toBits(value) } },
    next,
  });

  test('are read before they are written', async () => {
    const swapping: Program = {
      header: {
        version: 1,
        operatorSet: 1,
        kernels: kernelsHash(),
        stateCount: 2,
        nodeCount: 3,
        lossNode: 2,
        batchSize: 1,
        rowStride: 1,
        rowWidth: 1,
      },
      states: [state('a', 1, 1), state('b', 2, 0)],
      nodes: [node(0), node(1), { operator: { type: 'step' }, inputs: [], inputShapes: [], shape: [] }],
      constants: new Map(),
    };
    const executor = await createCanonicalExecutor({
      program: swapping,
      dataset: DATASET,
      rows: 1,
      seed: SEED,
    });
    executor.initialState(SEED);
    expect(executor.runStep(9)).toBe(9);
    expect(executor.state().map((bytes) => new Float32Array(bytes.buffer)[0])).toEqual([2, 1]);
  });
});

describe('what does not fit is refused', () => {
  test('a dataset that is too short', async () => {
    const options = { program, dataset: DATASET, rows: ROWS + 1, seed: SEED };
    await expect(createCanonicalExecutor(options)).rejects.toMatchObject({
      code: 'BadData',
      message: `The dataset has 60 values; ${ROWS + 1} examples of 7 values, 1 apart, need 61.`,
    });
  });

  test('a program that no machine should be asked to hold', async () => {
    const shape = [2 ** 28];
    const huge: Program = {
      ...program,
      header: { ...program.header, stateCount: 0, nodeCount: 3, lossNode: 2 },
      states: [],
      nodes: [
        { operator: { type: 'fill', value: { bits: 0 } }, inputs: [], inputShapes: [], shape },
        { operator: { type: 'neg' }, inputs: [0], inputShapes: [shape], shape },
        { operator: { type: 'sum', value: { axes: [0] } }, inputs: [1], inputShapes: [shape], shape: [] },
      ],
      constants: new Map(),
    };
    await expect(
      createCanonicalExecutor({ program: huge, dataset: DATASET, rows: ROWS, seed: SEED }),
    ).rejects.toMatchObject({ code: 'TooLarge' });
  });

  test('a state of another program', async () => {
    const executor = await freshExecutor();
    const state = executor.state();
    expect(() => executor.load(state.slice(1))).toThrow(
      /A state of \d+ tensors was given; the program has \d+\./,
    );
    state[0] = new Uint8Array(4);
    expect(() => executor.load(state)).toThrow(
      /State tensor token_and_position_1\/tokens has 224 bytes; 4 were given/,
    );
  });

  test('nothing: NaN, which is kept canonical', async () => {
    const executor = await freshExecutor();
    const state = executor.state();
    new DataView((state[0] as Uint8Array).buffer).setUint32(0, 0xffc12345, true);
    executor.load(state);
    const bits = new DataView((executor.state()[0] as Uint8Array).buffer).getUint32(0, true);
    expect(bits).toBe(0x7fc00000);
    expect(fromBits(bits)).toBeNaN();
  });
});

test('a program compiled for other kernels is refused, naming both', async () => {
  const program: Program = {
    header: {
      version: 1,
      operatorSet: 1,
      kernels: new Uint8Array(32).fill(0xab),
      stateCount: 0,
      nodeCount: 1,
      lossNode: 0,
      batchSize: 1,
      rowStride: 1,
      rowWidth: 1,
    },
    states: [],
    nodes: [{ operator: { type: 'step' }, inputs: [], inputShapes: [], shape: [] }],
    constants: new Map(),
  };
  const seed = new Uint8Array(32);
  const options = { program, dataset: new Float32Array(1), rows: 1, seed };
  await expect(createCanonicalExecutor(options)).rejects.toMatchObject({
    code: 'WrongKernels',
    message: expect.stringMatching(new RegExp(`(ab){32}.*${Buffer.from(kernelsHash()).toString('hex')}`)),
  });
});
