import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import { encodeProgram, programRoot } from '@plumbline/verification/graph/program';
import { unitsPerStep } from '@plumbline/verification/graph/units';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import type { Recipe } from '../training/recipes.ts';
import { RoleError } from './errors.ts';

/** How replays are compared, as a Submitter says it. */
export const MODES = ['reproducible', 'tolerant'] as const;
export type ModeName = (typeof MODES)[number];

/** What a Submitter asks for beside the training itself. */
export interface Terms {
  /** `reproducible` when absent. */
  readonly mode?: ModeName;
  readonly verifiers: number;
  /** Verifiers that look the task over before it opens. */
  readonly profilers: number;
  /** Part of the intervals that each Verifier replays. */
  readonly sampleRate: number;
  /** Highest price per 10⁹ units. */
  readonly maxPrice: bigint;
  /** Blocks that the Solver may be silent. */
  readonly stallBlocks: number;
  /** Settled task from whose model the training goes on. */
  readonly base?: number | undefined;
}

/** A task ready to be submitted: what the chain is told, and the files that workers will fetch. */
export interface PreparedTask {
  readonly spec: TaskSpec;
  readonly programFile: Uint8Array;
  readonly dataset: Uint8Array;
  /** Opens the files of a private task, which are sealed then. */
  readonly taskKey?: Uint8Array;
}

const MAX_SOURCES = 8;

/** Turns a recipe and terms into a task; throws `InvalidOption` where the chain would only say no. */
export function prepareTask(recipe: Recipe, terms: Terms, sources: readonly string[]): PreparedTask {
  const { program, dataset, steps, checkpointEvery } = recipe;
  if (!Number.isInteger(steps / checkpointEvery)) {
    const message = `${checkpointEvery} steps between checkpoints do not divide ${steps} steps; choose --checkpoint-every so that they do`;
    throw new RoleError('InvalidOption', message, { steps, checkpointEvery });
  }
  if (!(terms.sampleRate > 0 && terms.sampleRate <= 1)) {
    throw new RoleError(
      'InvalidOption',
      `a sample rate of ${terms.sampleRate} is not a part above 0 and up to 1`,
    );
  }
  const programFile = encodeProgram(program);
  const spec: TaskSpec = {
    name: recipe.name,
    program: {
      root: programRoot(program),
      stateCount: program.states.length,
      nodeCount: program.nodes.length,
      file: { root: blobRoot(programFile), bytes: BigInt(programFile.length) },
    },
    dataset: {
      blob: { root: blobRoot(dataset), bytes: BigInt(dataset.length) },
      rows: recipe.rows,
      rowStride: recipe.rowStride,
      rowWidth: recipe.rowWidth,
    },
    batchSize: recipe.batchSize,
    steps,
    checkpointEvery,
    unitsPerStep: unitsPerStep(program),
    mode: { type: terms.mode === 'tolerant' ? 'Tolerant' : 'Reproducible' },
    verifiers: terms.verifiers,
    profilers: terms.profilers,
    sampleRate: Math.round(terms.sampleRate * 1_000_000),
    maxPrice: terms.maxPrice,
    stallBlocks: terms.stallBlocks,
    base: terms.base,
    sealed: undefined,
    sources: sources.slice(0, MAX_SOURCES),
  };
  return { spec, programFile, dataset };
}
