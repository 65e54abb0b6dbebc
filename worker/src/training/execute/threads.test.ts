import type { Program } from '@plumbline/verification/graph/types';
import { toHex } from '@plumbline/verification/hash/hex';
import { describe, expect, test } from 'vitest';
import { type Subject, subject } from '../bench/subjects.ts';
import { compileModel } from '../compile/compile.ts';
import { createCanonicalExecutor } from './executor.ts';
import { startNodeThread } from './node-thread.ts';
import { withSharedMemory } from './shared-memory.ts';

const SEED = new Uint8Array(32).fill(7);
const STEPS = 3;

async function rootAfter(own: Subject, program: Program, threads: number): Promise<string> {
  const { dataset, rows } = own;
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
    for (let step = 0; step < STEPS; step++) executor.runStep(step);
    return toHex(executor.stateRoot());
  } finally {
    await executor.close();
  }
}

describe('any number of threads gives the same bits', () => {
  test.each(['MLP', 'CNN', 'transformer'] as const)('%s', async (name) => {
    const own = subject(name, 'Adam');
    const program = await compileModel(own);
    const alone = await rootAfter(own, program, 1);
    for (const threads of [2, 3, 4]) expect(await rootAfter(own, program, threads)).toBe(alone);
  });
});

test('only a module that imports one unshared memory is made one of shared memory', () => {
  expect(() => withSharedMemory(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0))).toThrow(
    /one unshared memory/,
  );
});
