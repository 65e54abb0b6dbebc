import { isBinary, isUnary } from '@plumbline/verification/graph/element-wise';
import { elementCount } from '@plumbline/verification/graph/shape';
import type { GraphNode, Shape } from '@plumbline/verification/graph/types';
import { prepareLaunch } from './launch.ts';
import { isCarried, launchCarried } from './launch-carried.ts';
import type { Launch, LaunchContext } from './launch-context.ts';
import { reductionRuns } from './launch-reduce.ts';
import { VALUE_BYTES } from './loops.ts';
import { rangeOf, type Share, WHOLE } from './share.ts';

/**
 * Kernels write whole vectors, and what one writes past the end of a part would race with the next part. So parts begin
 * at whole vectors, and so do the rows that a kernel writes one by one.
 */
const VECTOR = 4;
/** Fewest values, and fewest multiplications, for which other threads are called: a few microseconds of work. */
const FEWEST_VALUES = 8_192;
const FEWEST_PRODUCTS = 100_000;

/** A node seen so that its first axis can be cut, and which inputs are cut with it. */
interface Cut {
  readonly shape: Shape;
  readonly inputShapes: readonly Shape[];
  readonly along: readonly boolean[];
}

/** Kernels that make a range of rows or columns themselves. */
function makesRanges({ operator, shape }: GraphNode, count: number): boolean {
  if (operator.type === 'conv2dFilterGradient') return true;
  return operator.type === 'matmul' && elementCount(shape.slice(0, -2)) < count;
}

function endsInVectors(shape: Shape): boolean {
  return (shape.at(-1) ?? 1) % VECTOR === 0;
}

function cutOf(node: GraphNode, count: number): Cut | undefined {
  const { operator, shape, inputShapes } = node;
  const { type } = operator;
  if (makesRanges(node, count)) return undefined;
  if (isUnary(type)) {
    const flat = [elementCount(shape)];
    return { shape: flat, inputShapes: [flat], along: [true] };
  }
  if (isBinary(type) || type === 'select') return elementwiseCut(node);
  switch (type) {
    case 'matmul': {
      const flat = (full: Shape): Shape => [elementCount(full.slice(0, -2)), ...full.slice(-2)];
      return { shape: flat(shape), inputShapes: inputShapes.map(flat), along: [true, true] };
    }
    case 'conv2d':
    case 'conv2dInputGradient':
      return { shape, inputShapes, along: [true, false] };
    case 'depthwiseConv2d':
    case 'depthwiseConv2dInputGradient':
      return endsInVectors(shape) ? { shape, inputShapes, along: [true, false] } : undefined;
    case 'maxPool':
    case 'maxPoolIndex':
    case 'maxPoolGradient':
    case 'avgPool':
    case 'avgPoolGradient':
      return endsInVectors(shape) ? { shape, inputShapes, along: inputShapes.map(() => true) } : undefined;
    case 'gather': {
      const [table = [], indices = []] = inputShapes;
      const count = elementCount(indices);
      // Rows are written as long as they are.
      const rows = [count, elementCount(shape) / count];
      return { shape: rows, inputShapes: [table, [count]], along: [false, true] };
    }
    case 'sum':
    case 'max': {
      const runs = reductionRuns(inputShapes[0] ?? [], operator.value.axes);
      const rows = runs === undefined || runs.inner === 1 || runs.inner % VECTOR === 0;
      return rows && !operator.value.axes.includes(0) ? { shape, inputShapes, along: [true] } : undefined;
    }
    default:
      return undefined;
  }
}

/** Axes of size 1 in front go; an input is cut unless it is repeated along the first axis that stays. */
function elementwiseCut({ shape, inputShapes }: GraphNode): Cut | undefined {
  const total = elementCount(shape);
  const dense = inputShapes.every((input) => [1, total].includes(elementCount(input)));
  if (!dense && !endsInVectors(shape)) return undefined;
  const first = Math.max(
    0,
    shape.findIndex((size) => size !== 1),
  );
  const own = shape.slice(first);
  const inputs = inputShapes.map((input) => {
    const missing = shape.length - input.length;
    return missing <= first ? input.slice(first - missing) : input;
  });
  return {
    shape: own,
    inputShapes: inputs,
    along: inputs.map((input) => input.length === own.length && input[0] === own[0]),
  };
}

function largest(node: GraphNode): number {
  // Of a table only some rows are read.
  if (node.operator.type === 'gather') return elementCount(node.shape);
  return Math.max(...[node.shape, ...node.inputShapes].map(elementCount));
}

/** Whether a node's work is worth calling other threads for, and can be shared. */
export function isWorthSharing(node: GraphNode, count: number): boolean {
  const { operator, shape, inputShapes } = node;
  if (operator.type === 'matmul') {
    const depth = inputShapes[0]?.at(operator.value.transposeA ? -2 : -1) ?? 1;
    return elementCount(shape) * depth >= FEWEST_PRODUCTS;
  }
  if (largest(node) < FEWEST_VALUES) return false;
  return isCarried(node, count) || makesRanges(node, count) || cutOf(node, count) !== undefined;
}

/**
 * The kernel calls of one part of a node's work, prepared once; undefined when there is nothing in it. All parts
 * together write what the whole writes, each element by the same chain: in one of them, or in one after the other.
 */
export function launchShare(
  node: GraphNode,
  context: LaunchContext,
  share: Share,
  block: Share = WHOLE,
): Launch | undefined {
  if (isCarried(node, share.count)) return launchCarried(node, context, share, block);
  if (makesRanges(node, share.count)) return prepareLaunch(node, { ...context, share });
  const cut = cutOf(node, share.count);
  if (cut === undefined) return share.index === 0 ? prepareLaunch(node, context) : undefined;
  const [length = 1, ...inner] = cut.shape;
  const size = elementCount(inner);
  const unit = size % VECTOR === 0 ? 1 : size % 2 === 0 ? 2 : VECTOR;
  const [from, to] = rangeOf(length, unit, share);
  if (from === to) return undefined;
  const sliced = (shape: Shape): Shape => [to - from, ...shape.slice(1)];
  const shifted = (offset: number, shape: Shape): number =>
    offset + from * elementCount(shape.slice(1)) * VALUE_BYTES;
  const part: GraphNode = {
    ...node,
    shape: sliced(cut.shape),
    inputShapes: cut.inputShapes.map((shape, i) => (cut.along[i] ? sliced(shape) : shape)),
  };
  return prepareLaunch(part, {
    ...context,
    inputs: context.inputs.map((offset, i) =>
      cut.along[i] ? shifted(offset, cut.inputShapes[i] ?? []) : offset,
    ),
    output: shifted(context.output, cut.shape),
  });
}
