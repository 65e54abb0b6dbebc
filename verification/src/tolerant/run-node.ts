import type { ElementContext } from '../element/instruction.ts';
import type { GraphNode } from '../graph/types.ts';

/**
 * Computes the whole output of a node: for every element what its element program gives, bit for bit but for which NaN
 * a NaN is. Undefined for a node that it has no kernel for.
 */
export type RunNode = (
  node: GraphNode,
  operands: readonly Float32Array[],
  context: ElementContext,
) => Float32Array | undefined;
