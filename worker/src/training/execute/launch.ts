import { fromBits } from '@plumbline/verification/f32/bits';
import { broadcastStrides, elementCount, stridesOf } from '@plumbline/verification/graph/shape';
import type { GraphNode, Shape } from '@plumbline/verification/graph/types';
import { type BinaryName, isBinary, isUnary } from '../kernels/names.ts';
import type { Kernels } from './kernels.ts';
import { loopCalls, mergeLoops } from './loops.ts';

/** Runs one node's kernels on memory that is laid out already. */
export type Launch = () => void;

export interface LaunchContext {
  readonly kernels: Kernels;
  /** Byte offsets of the inputs and of the output. */
  readonly inputs: readonly number[];
  readonly output: number;
  /** Room for `scratchBytes(node)` bytes. */
  readonly scratch: number;
}

/** Levels that the element-wise and copying kernels loop over. */
const BINARY_LOOPS = 3;
const COPY_LOOPS = 4;

/**
 * The kernel calls of a node, prepared once. Nodes that compute nothing (a tensor that is there already, or one that
 * the executor itself writes) have none.
 */
export function prepareLaunch(node: GraphNode, context: LaunchContext): Launch | undefined {
  const { kernels, output } = context;
  const { operator, shape, inputShapes } = node;
  const [a = 0, b = 0] = context.inputs;
  const [first = [], second = []] = inputShapes;
  const size = elementCount(shape);
  if (isUnary(operator.type)) {
    const kernel = kernels.unary[operator.type];
    return () => kernel(a, output, size);
  }
  if (isBinary(operator.type)) return launchBinary(operator.type, node, context);
  switch (operator.type) {
    case 'select':
      return launchSelect(node, context);
    case 'broadcast':
      return launchCopy(shape, broadcastStrides(first, shape), context);
    case 'transpose': {
      const strides = stridesOf(first);
      return launchCopy(
        shape,
        operator.value.permutation.map((axis) => strides[axis] ?? 0),
        context,
      );
    }
    case 'gather': {
      const rows = first[0] ?? 0;
      const count = elementCount(second);
      const width = elementCount(first.slice(1));
      return () => kernels.gather(a, b, output, count, rows, width);
    }
    case 'segmentSum': {
      const count = elementCount(second);
      const width = elementCount(shape.slice(1));
      const rows = shape[0] ?? 0;
      return () => kernels.segmentSum(a, b, output, count, rows, width);
    }
    case 'oneHot': {
      const on = fromBits(operator.value.on);
      const off = fromBits(operator.value.off);
      const count = elementCount(first);
      const depth = shape.at(-1) ?? 0;
      return () => kernels.oneHot(a, output, count, depth, on, off);
    }
    case 'sum':
    case 'max':
      return launchReduce(operator.type, first, operator.value.axes, context);
    case 'matmul': {
      const { transposeA, transposeB } = operator.value;
      const m = shape.at(-2) ?? 1;
      const n = shape.at(-1) ?? 1;
      const k = first.at(transposeA ? -2 : -1) ?? 1;
      const batches = elementCount(shape.slice(0, -2));
      const { scratch } = context;
      return () => kernels.matmul(a, b, output, batches, m, n, k, +transposeA, +transposeB, scratch);
    }
    default:
      return undefined;
  }
}

/** Scratch memory that a node's kernels need, in bytes. */
export function scratchBytes(node: GraphNode, kernels: Kernels): number {
  const { operator, shape, inputShapes } = node;
  if (operator.type === 'matmul') return kernels.matmulScratchBytes(shape.at(-1) ?? 1);
  if (operator.type === 'sum' || operator.type === 'max') return 4 * elementCount(inputShapes[0] ?? []) + 16;
  return 0;
}

function all(launches: readonly Launch[]): Launch {
  const [only] = launches;
  if (only && launches.length === 1) return only;
  return () => {
    for (const launch of launches) launch();
  };
}

function launchBinary(type: BinaryName, { shape, inputShapes }: GraphNode, context: LaunchContext): Launch {
  const kernel = context.kernels.binary[type];
  const loops = mergeLoops(
    shape,
    inputShapes.map((input) => broadcastStrides(input, shape)),
  );
  const calls = loopCalls(loops, BINARY_LOOPS).map(({ offsets, target, sizes, strides }): Launch => {
    const a = (context.inputs[0] ?? 0) + (offsets[0] ?? 0);
    const b = (context.inputs[1] ?? 0) + (offsets[1] ?? 0);
    const c = context.output + target;
    const [n0 = 1, n1 = 1, n2 = 1] = sizes;
    const [a0 = 0, a1 = 0, a2 = 0] = strides[0] ?? [];
    const [b0 = 0, b1 = 0, b2 = 0] = strides[1] ?? [];
    return () => kernel(a, b, c, n0, n1, n2, a0, a1, a2, b0, b1, b2);
  });
  return all(calls);
}

function launchSelect({ shape, inputShapes }: GraphNode, context: LaunchContext): Launch {
  const { kernels, inputs, output } = context;
  const loops = mergeLoops(
    shape,
    inputShapes.map((input) => broadcastStrides(input, shape)),
  );
  const calls = loopCalls(loops, BINARY_LOOPS).map(({ offsets, target, sizes, strides }): Launch => {
    const [condition = 0, a = 0, b = 0] = inputs.map((input, i) => input + (offsets[i] ?? 0));
    const rest = [...sizes, ...strides.flat()];
    return () => kernels.selectKernel(condition, a, b, output + target, ...rest);
  });
  return all(calls);
}

/** The output read from the input at these strides in elements. */
function launchCopy(
  shape: Shape,
  strides: readonly number[],
  context: LaunchContext,
  to = context.output,
): Launch {
  const { kernels, inputs } = context;
  const calls = loopCalls(mergeLoops(shape, [strides]), COPY_LOOPS).map((call): Launch => {
    const source = (inputs[0] ?? 0) + (call.offsets[0] ?? 0);
    const [n0 = 1, n1 = 1, n2 = 1, n3 = 1] = call.sizes;
    const [s0 = 0, s1 = 0, s2 = 0, s3 = 0] = call.strides[0] ?? [];
    const target = to + call.target;
    return () => kernels.copy(source, target, n0, n1, n2, n3, s0, s1, s2, s3);
  });
  return all(calls);
}

/**
 * A reduction whose kept and reduced axes form at most outer × reduced × inner runs over the input as it lies. Any
 * other is first transposed so that the reduced axes, in their order, come last.
 */
function launchReduce(
  type: 'sum' | 'max',
  input: Shape,
  axes: readonly number[],
  context: LaunchContext,
): Launch {
  const { kernels, output, scratch } = context;
  const rowsKernel = type === 'sum' ? kernels.sumRows : kernels.maxRows;
  const middleKernel = type === 'sum' ? kernels.sumMiddle : kernels.maxMiddle;
  const [source = 0] = context.inputs;
  const reduced = axes.filter((axis) => input[axis] !== 1);
  const firstAxis = reduced[0] ?? input.length;
  const lastAxis = reduced.at(-1) ?? input.length - 1;
  const between = input.map((_, axis) => axis).filter((axis) => axis >= firstAxis && axis <= lastAxis);
  const count = elementCount(reduced.map((axis) => input[axis] ?? 1));
  if (between.every((axis) => reduced.includes(axis) || input[axis] === 1)) {
    const outer = elementCount(input.slice(0, firstAxis));
    const inner = elementCount(input.slice(lastAxis + 1));
    if (inner === 1) return () => rowsKernel(source, output, outer, count);
    return () => middleKernel(source, output, outer, count, inner);
  }
  const kept = input.map((_, axis) => axis).filter((axis) => !reduced.includes(axis));
  const order = [...kept, ...reduced];
  const strides = stridesOf(input);
  const gathered = launchCopy(
    order.map((axis) => input[axis] ?? 1),
    order.map((axis) => strides[axis] ?? 0),
    context,
    scratch,
  );
  const rows = elementCount(kept.map((axis) => input[axis] ?? 1));
  return () => {
    gathered();
    rowsKernel(scratch, output, rows, count);
  };
}
