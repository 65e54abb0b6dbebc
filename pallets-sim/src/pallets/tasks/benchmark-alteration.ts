import type { AlterationOpening } from '@plumbline/runtime-types/domain/move';
import type { RootPair } from '@plumbline/runtime-types/domain/task';
import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import { alterationKey } from '@plumbline/verification/forced/alteration';
import {
  alteredTensorRoots,
  choosePlace,
  openAlteration,
} from '@plumbline/verification/forced/altered-state';
import { rightPosition } from '@plumbline/verification/forced/lottery';
import { encodeProgram, programRoot } from '@plumbline/verification/graph/program';
import type { Program } from '@plumbline/verification/graph/types';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import { stateRoot } from '@plumbline/verification/trace/state';
import { tensorBytes } from '@plumbline/verification/trace/tensor';
import { largestSpec, ROOT, SECRET } from './benchmark-task.ts';

/** Elements of the state: leaves of 4 KiB, and some more of them than one. */
const ELEMENTS = 65_536;
const BITS_OF_ONE = 0x3f80_0000;

/** A program of one state tensor that adds it to itself. */
export const DOUBLING: Program = {
  header: {
    ...{ version: 1, operatorSet: 1, kernels: new Uint8Array(32), stateCount: 1, nodeCount: 3, lossNode: 2 },
    ...{ batchSize: 1, rowStride: 1, rowWidth: 1 },
  },
  states: [
    {
      ...{ name: 'w', shape: [ELEMENTS], next: 1 },
      init: { type: 'Uniform', value: { low: 0, high: BITS_OF_ONE } },
    },
  ],
  nodes: [
    { operator: { type: 'state', value: { tensor: 0 } }, inputs: [], inputShapes: [], shape: [ELEMENTS] },
    {
      ...{ operator: { type: 'add' }, inputs: [0, 0] },
      ...{ inputShapes: [[ELEMENTS], [ELEMENTS]], shape: [ELEMENTS] },
    },
    { operator: { type: 'sum', value: { axes: [0] } }, inputs: [1], inputShapes: [[ELEMENTS]], shape: [] },
  ],
  constants: new Map(),
};

/** The state that the program begins with in a benchmark. */
export const STATE = Float32Array.from({ length: ELEMENTS }, (_, index) => 1 + index / 65_536);

/** The spec of a task with that program. */
export function doublingSpec(changes: Partial<TaskSpec> = {}): TaskSpec {
  const file = encodeProgram(DOUBLING);
  return largestSpec({
    program: {
      ...{ root: programRoot(DOUBLING), stateCount: 1, nodeCount: 3 },
      file: { root: blobRoot(file), bytes: BigInt(file.length) },
    },
    ...changes,
  });
}

/** A checkpoint that was altered by the rule, and what shows it. */
export function alteredCheckpoint(checkpoint: number): {
  opening: AlterationOpening;
  roots: RootPair;
  spec: TaskSpec;
} {
  const state = [tensorBytes(STATE)];
  const key = alterationKey(SECRET, ROOT);
  const place = choosePlace(key, checkpoint, state, undefined);
  const plain = state.map(blobRoot);
  const right = stateRoot(plain);
  const altered = stateRoot(alteredTensorRoots(key, place, state, plain));
  const isFirst = rightPosition(SECRET) === 'First';
  return {
    opening: openAlteration(DOUBLING, key, place, state),
    roots: isFirst ? { first: right, second: altered } : { first: altered, second: right },
    spec: doublingSpec(),
  };
}
