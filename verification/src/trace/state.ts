import type { Hash } from '../hash/blake2b.ts';
import { listRoot } from '../merkle/list.ts';

/** The root of a state: the list of its tensor roots, in program order. */
export function stateRoot(tensorRoots: readonly Hash[]): Hash {
  return listRoot(tensorRoots);
}

/** The root of a proof of learning: the list of the state roots at the checkpoints `C_0 … C_n`. */
export function proofRoot(stateRoots: readonly Hash[]): Hash {
  return listRoot(stateRoots);
}
