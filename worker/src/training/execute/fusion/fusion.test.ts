import type { Program } from '@plumbline/verification/graph/types';
import { toHex } from '@plumbline/verification/hash/hex';
import * as tfl from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { subject } from '../../bench/subjects.ts';
import { compileModel } from '../../compile/compile.ts';
import { table } from '../../compile/same-step.fixture.ts';
import { AdamW } from '../../optimizers/adamw.ts';
import { createCanonicalExecutor } from '../executor.ts';
import { startNodeThread } from '../node-thread.ts';
import { elementwiseProgram } from './elementwise-program.fixture.ts';
import { fuse } from './fuse.ts';

const SEED = new Uint8Array(32).fill(9);

interface Data {
  readonly dataset: Float32Array;
  readonly rows: number;
}

/** The root of the state after some steps; a watched step computes node by node. */
async function rootsAfter(program: Program, { dataset, rows }: Data, steps: number, threads = 1) {
  const roots: string[] = [];
  for (const watched of [false, true]) {
    const executor = await createCanonicalExecutor({
      program,
      dataset,
      rows,
      seed: SEED,
      threads,
      startThread: startNodeThread,
    });
    try {
      executor.initialState(SEED);
      for (let step = 0; step < steps; step++) {
        executor.runStep(step, watched ? { onNode: () => undefined } : {});
      }
      roots.push(toHex(executor.stateRoot()));
    } finally {
      await executor.close();
    }
  }
  return roots;
}

const operations = (program: Program): number[] =>
  fuse(program).flatMap((unit) => (unit.type === 'chain' ? unit.chain.code.operations.length : []));

describe('a model trains to the same bits fused and node by node', () => {
  test.each(['MLP', 'CNN', 'transformer'] as const)('%s', async (name) => {
    for (const optimizer of ['SGD', 'Adam'] as const) {
      const own = subject(name, optimizer);
      const program = await compileModel(own);
      // Not equal because nothing is fused.
      expect(Math.max(...operations(program))).toBeGreaterThan(optimizer === 'Adam' ? 12 : 1);
      const [fused, watched] = await rootsAfter(program, own, 20, optimizer === 'Adam' ? 2 : 1);
      expect(fused).toBe(watched);
    }
  });

  test('a recurrent model with dropout and AdamW', async () => {
    const own = table(
      tfl.sequential({
        layers: [
          tfl.layers.reshape({ targetShape: [3, 1], inputShape: [3] }),
          tfl.layers.gru({ units: 6, dropout: 0.3 }),
          tfl.layers.dense({ units: 1 }),
        ],
      }),
      { optimizer: new AdamW({ learningRate: 0.01, weightDecay: 0.1 }) },
    );
    const program = await compileModel(own);
    expect(Math.max(...operations(program))).toBeGreaterThan(10);
    const dataset = Float32Array.from({ length: 64 }, (_, i) => ((i * 7) % 11) / 5 - 1);
    const [fused, watched] = await rootsAfter(program, { dataset, rows: 16 }, 20);
    expect(fused).toBe(watched);
  });
});

test('element-wise nodes of any shapes that broadcast give the same bits fused and node by node', async () => {
  const data = { dataset: new Float32Array(1), rows: 1 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(), { minLength: 97, maxLength: 97 }),
      fc.constantFrom(1, 3, 4, 8, 16, 700),
      async (picks, width) => {
        const program = elementwiseProgram(picks, width);
        for (const threads of width === 700 ? [1, 3] : [1]) {
          const [fused, watched] = await rootsAfter(program, data, 2, threads);
          expect(fused).toBe(watched);
        }
      },
    ),
    { numRuns: 12 },
  );
});
