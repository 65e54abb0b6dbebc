import type { Program } from '../graph/types.ts';
import type { Hash } from '../hash/blake2b.ts';

/**
 * One side's own recomputation of the disputed task, from the state that both sides agree on. A state is known by
 * the number of steps before it. Everything may be asked again and in any order; answers must stay the same.
 */
export interface Trace {
  readonly program: Program;
  /** The whole dataset blob. */
  readonly dataset: Uint8Array;
  /** Roots of the states after `first + 1`, …, `last` steps. */
  stateRoots(first: number, last: number): Promise<Hash[]>;
  /** Roots of all state tensors after `steps` steps. */
  tensorRoots(steps: number): Promise<Hash[]>;
  /** Roots of all node outputs of a step. */
  operatorRoots(step: number): Promise<Hash[]>;
  /** The output of a node in a step: f32 little-endian, NaN canonical. */
  nodeOutput(step: number, node: number): Promise<Uint8Array>;
  /** A state tensor before the first step. */
  initialTensor(tensor: number): Promise<Uint8Array>;
}
