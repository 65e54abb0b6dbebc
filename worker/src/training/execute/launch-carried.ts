import { elementCount } from '@plumbline/verification/graph/shape';
import type { GraphNode } from '@plumbline/verification/graph/types';
import { prepareLaunch } from './launch.ts';
import type { Launch, LaunchContext } from './launch-context.ts';
import { reductionRuns } from './launch-reduce.ts';
import { TILE_ROWS } from './launch-window.ts';
import { VALUE_BYTES } from './loops.ts';
import { rangeOf, type Share } from './share.ts';

/** Blocks of results for each thread: the last thread begins when the first one has left a block behind. */
const BLOCKS = 2;

/**
 * Whether every result of a node is a chain over the inputs' first axis, examples, which a thread can carry on where
 * another one has left it. So each thread reads the examples that it has itself written, where cutting the results
 * would have every thread read all of them.
 */
export function isCarried({ operator, inputShapes }: GraphNode, threads: number): boolean {
  const [input = []] = inputShapes;
  // A part of one example would be summed as if there were none.
  if ((input[0] ?? 1) < 2 * threads) return false;
  if (operator.type === 'conv2dFilterGradient') return true;
  if (operator.type !== 'sum' || !operator.value.axes.includes(0)) return false;
  const runs = reductionRuns(input, operator.value.axes);
  return runs?.outer === 1 && runs.inner > 1;
}

/** How many blocks the results of a node are made in. */
export function carriedBlocks({ operator, shape }: GraphNode, threads: number): number {
  if (operator.type !== 'conv2dFilterGradient') return 1;
  return Math.min(BLOCKS * threads, Math.ceil(elementCount(shape.slice(0, 3)) / TILE_ROWS));
}

/** A block of the results over a part of the examples, going on from what the parts before have left of that block. */
export function launchCarried(
  node: GraphNode,
  context: LaunchContext,
  share: Share,
  block: Share,
): Launch | undefined {
  const [from, to] = rangeOf(node.inputShapes[0]?.[0] ?? 1, 1, share);
  const part: GraphNode = {
    ...node,
    inputShapes: node.inputShapes.map((shape) => [to - from, ...shape.slice(1)]),
  };
  const inputs = context.inputs.map(
    (offset, i) => offset + from * elementCount(node.inputShapes[i]?.slice(1) ?? []) * VALUE_BYTES,
  );
  return prepareLaunch(part, { ...context, inputs, share: block, onward: from > 0 });
}
