import { programRoot } from '@plumbline/verification/graph/program';
import type { Program } from '@plumbline/verification/graph/types';
import { blake2b256, type Hash } from '@plumbline/verification/hash/blake2b';
import { compileModel } from '../compile/compile.ts';
import { createCanonicalExecutor } from '../execute/executor.ts';
import type { Machine } from './machine.ts';
import type { Subject } from './subjects.ts';

const SEED = new Uint8Array(32).fill(6);

/** What is computed, and what has come of it. */
export interface TrainingHashes {
  /** The root of the step graph, whatever module of kernels it names. */
  readonly program: Hash;
  /** For each number of steps asked for: all losses on the way and the root of the state. */
  readonly training: readonly Hash[];
}

/** Traces a model on this machine and trains it; `marks` are the numbers of steps, ascending, after which to look. */
export async function hashTraining(
  { options, dataset, rows }: Subject,
  marks: readonly number[],
  machine: Machine,
): Promise<TrainingHashes> {
  const program = await compileModel(options);
  const executor = await createCanonicalExecutor({ program, dataset, rows, seed: SEED, ...machine });
  try {
    executor.initialState(SEED);
    const losses: number[] = [];
    const training = marks.map((steps) => {
      while (losses.length < steps) losses.push(executor.runStep(losses.length));
      return blake2b256(new Uint8Array(Float32Array.from(losses).buffer), executor.stateRoot());
    });
    return { program: programRoot(withoutKernels(program)), training };
  } finally {
    await executor.close();
  }
}

/** Kernels that are built anew make the same bits, and are checked elsewhere. */
function withoutKernels(program: Program): Program {
  return { ...program, header: { ...program.header, kernels: new Uint8Array(32) } };
}
