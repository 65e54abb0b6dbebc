import { fromBits } from '@plumbline/verification/f32/bits';
import type { Program } from '@plumbline/verification/graph/types';
import { beforeAll, describe, expect, test } from 'vitest';
import { kernelsHash } from '../kernels/identity.ts';
import { createCanonicalExecutor } from './executor.ts';
import { compileSmallTransformer, DATASET, freshExecutor, ROWS, SEED } from './small-transformer.fixture.ts';

let program: Program;

beforeAll(async () => {
  program = await compileSmallTransformer();
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
    const executor = await freshExecutor(program);
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
    const executor = await freshExecutor(program);
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
