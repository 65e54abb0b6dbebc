import type { Kernels } from './kernels.ts';
import type { Share } from './share.ts';

/** Runs one node's kernels on memory that is laid out already. */
export type Launch = () => void;

export interface LaunchContext {
  readonly kernels: Kernels;
  /** Byte offsets of the inputs and of the output. */
  readonly inputs: readonly number[];
  readonly output: number;
  /** Room for `scratchBytes(node)` bytes. */
  readonly scratch: number;
  /** The part that is made, of nodes whose kernels can make a part; all of it when absent. */
  readonly share?: Share;
  /** Chains go on from what the output holds, of nodes that are carried from part to part. */
  readonly onward?: boolean;
}
