import type { Hash } from '@plumbline/verification/hash/blake2b';

/** Sees each node's output as it is computed; may overwrite it in place (which only an adversary does). */
export type NodeHook = (node: number, output: Float32Array) => void;

/** What the roles need of an executor of step graphs: one state, moved on step by step. */
export interface Executor {
  /** Begins at the state that the seed gives, or at that of the base. */
  reset(): void;
  /** Begins at this state: the tensors in program order. */
  load(state: readonly Uint8Array[]): void;
  /** The tensors now, NaN canonical; copies, written into `into` where that is given. */
  state(into?: readonly Uint8Array[]): Uint8Array[];
  tensorRoots(): Hash[];
  stateRoot(): Hash;
  /** Runs step `step` on the state, which is then that after `step + 1` steps; returns the loss. */
  runStep(step: number, onNode?: NodeHook): number;
}

/** Lets sockets and timers have their turn between two steps. */
export async function breathe(signal?: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    setImmediate(resolve);
  });
  signal?.throwIfAborted();
}
