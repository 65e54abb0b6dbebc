import { BLOCK_ELEMENTS } from '../element/run-block.ts';
import { toBits } from '../f32/bits.ts';
import { type BoundsFrom, type ComputedNode, nodeBounds } from './node-bounds.ts';
import { isOutside } from './outside.ts';
import type { RunNode } from './run-node.ts';

/**
 * The elements of a node's `output` that lie outside the bounds around what `run` computes, ascending: those that
 * `isOutside` names. Undefined where `run` has no kernel.
 */
export function suspects(
  node: ComputedNode,
  output: Float32Array,
  run: RunNode,
): Iterable<number> | undefined {
  const values = run(node.node, node.operands, node.context);
  const boundsFrom = values && nodeBounds(node, values, run);
  return values && boundsFrom && outsideOf(values, boundsFrom, output);
}

function* outsideOf(values: Float32Array, boundsFrom: BoundsFrom, output: Float32Array): Generator<number> {
  for (let first = 0; first < values.length; first += BLOCK_ELEMENTS) {
    const count = Math.min(BLOCK_ELEMENTS, values.length - first);
    const bounds = boundsFrom(first, count);
    for (let i = 0; i < count; i++) {
      const [value, bound] = [values[first + i] as number, bounds[i] as number];
      const committed = output[first + i] as number;
      // With what is not finite this is false, or the bound is infinite and proves nothing.
      if (Math.abs(Math.fround(committed - value)) <= bound) continue;
      if (isOutside(toBits(committed), toBits(value), toBits(bound))) yield first + i;
    }
  }
}
