import { toBits } from '@plumbline/verification/f32/bits';
import type { Program } from '@plumbline/verification/graph/types';
import { describe, expect, test } from 'vitest';
import { kernelsHash } from '../kernels/identity.ts';
import { createCanonicalExecutor } from './executor.ts';

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
      dataset: new Float32Array(1),
      rows: 1,
      seed: new Uint8Array(32),
    });
    executor.initialState(new Uint8Array(32));
    expect(executor.runStep(9)).toBe(9);
    expect(executor.state().map((bytes) => new Float32Array(bytes.buffer)[0])).toEqual([2, 1]);
  });
});
