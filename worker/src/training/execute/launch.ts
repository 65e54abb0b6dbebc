import { fromBits } from '@plumbline/verification/f32/bits';
import { type BinaryName, isBinary, isUnary } from '@plumbline/verification/graph/element-wise';
import { broadcastStrides, elementCount, stridesOf } from '@plumbline/verification/graph/shape';
import type { GraphNode, Shape } from '@plumbline/verification/graph/types';
import type { Kernels } from './kernels.ts';
import type { Launch, LaunchContext } from './launch-context.ts';
import { launchCopy } from './launch-copy.ts';
import { launchConcat, launchPad, launchSlice } from './launch-pieces.ts';
import { launchReduce, reductionRuns } from './launch-reduce.ts';
import { convolutionScratch, launchConvolution, launchPooling } from './launch-window.ts';
import { type Loops, loopCalls, mergeLoops } from './loops.ts';
import { tensorBytes } from './memory-plan.ts';
import { rangeOf, WHOLE } from './share.ts';

/** Levels that the element-wise kernels loop over. */
const BINARY_LOOPS = 3;
/** Rows of the second factor that a product packs at a time. */
const MATMUL_DEPTH = 256;
/** A tile of a product. */
const MATMUL_ROWS = 4;
const MATMUL_COLUMNS = 8;

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
      return launchCopy(shape, broadcastStrides(first, shape), context, output);
    case 'transpose': {
      const strides = stridesOf(first);
      return launchCopy(
        shape,
        operator.value.permutation.map((axis) => strides[axis] ?? 0),
        context,
        output,
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
    case 'matmul':
      return launchMatmul(operator.value, node, context);
    case 'conv2d':
    case 'conv2dInputGradient':
    case 'conv2dFilterGradient':
    case 'depthwiseConv2d':
    case 'depthwiseConv2dInputGradient':
    case 'depthwiseConv2dFilterGradient':
      return launchConvolution(operator.type, operator.value, node, context);
    case 'maxPool':
    case 'maxPoolIndex':
    case 'maxPoolGradient':
    case 'avgPool':
    case 'avgPoolGradient':
      return launchPooling(operator.type, operator.value, node, context);
    case 'pad':
      return launchPad(first, shape, operator.value, context);
    case 'slice':
      return launchSlice(first, shape, operator.value, context);
    case 'concat':
      return launchConcat(inputShapes, shape, operator.value.axis, context);
    default:
      return undefined;
  }
}

/** Scratch memory that a node's kernels need, in bytes. */
export function scratchBytes(node: GraphNode, kernels: Kernels): number {
  const { operator, shape, inputShapes } = node;
  if (operator.type === 'matmul') {
    // Asked for the deepest product: panels of shorter columns are shorter.
    const [rows, all] = [kernels.matmulScratchBytes(0), kernels.matmulScratchBytes(shape.at(-1) ?? 1)];
    const depth = inputShapes[0]?.at(operator.value.transposeA ? -2 : -1) ?? 1;
    return rows + ((all - rows) * Math.min(depth, MATMUL_DEPTH)) / MATMUL_DEPTH;
  }
  if (operator.type === 'sum' || operator.type === 'max') {
    const input = inputShapes[0] ?? [];
    return reductionRuns(input, operator.value.axes) ? 0 : tensorBytes(elementCount(input));
  }
  if (
    operator.type === 'conv2d' ||
    operator.type === 'conv2dInputGradient' ||
    operator.type === 'conv2dFilterGradient'
  ) {
    return convolutionScratch(operator.type, operator.value, node, kernels);
  }
  return 0;
}

/** Rows are shared where there are more of them than columns: what is packed of the others each thread packs itself. */
function launchMatmul(
  { transposeA, transposeB }: { readonly transposeA: boolean; readonly transposeB: boolean },
  { shape, inputShapes }: GraphNode,
  { kernels, inputs, output, scratch, share = WHOLE }: LaunchContext,
): Launch {
  const [a = 0, b = 0] = inputs;
  const [m = 1, n = 1] = shape.slice(-2);
  const k = inputShapes[0]?.at(transposeA ? -2 : -1) ?? 1;
  const batches = elementCount(shape.slice(0, -2));
  const rows = m > n ? rangeOf(m, MATMUL_ROWS, share) : [0, m];
  const columns = m > n ? [0, n] : rangeOf(n, MATMUL_COLUMNS, share);
  const rest = [...rows, ...columns];
  return () => kernels.matmul(a, b, output, batches, m, n, k, +transposeA, +transposeB, scratch, ...rest);
}

function launchBinary(type: BinaryName, { shape, inputShapes }: GraphNode, context: LaunchContext): Launch {
  const kernel = context.kernels.binary[type];
  const calls = loopCalls(broadcastLoops(shape, inputShapes), BINARY_LOOPS);
  const [a = 0, b = 0] = context.inputs;
  const [n0 = 1, n1 = 1, n2 = 1] = calls.sizes;
  const [[a0 = 0, a1 = 0, a2 = 0] = [], [b0 = 0, b1 = 0, b2 = 0] = []] = calls.strides;
  return () =>
    calls.run(([x = 0, y = 0], target) =>
      kernel(a + x, b + y, context.output + target, n0, n1, n2, a0, a1, a2, b0, b1, b2),
    );
}

function launchSelect({ shape, inputShapes }: GraphNode, context: LaunchContext): Launch {
  const { kernels, output } = context;
  const calls = loopCalls(broadcastLoops(shape, inputShapes), BINARY_LOOPS);
  const [condition = 0, a = 0, b = 0] = context.inputs;
  const rest = [...calls.sizes, ...calls.strides.flat()];
  return () =>
    calls.run(([x = 0, y = 0, z = 0], target) =>
      kernels.selectKernel(condition + x, a + y, b + z, output + target, ...rest),
    );
}

function broadcastLoops(shape: Shape, inputShapes: readonly Shape[]): Loops {
  return mergeLoops(
    shape,
    inputShapes.map((input) => broadcastStrides(input, shape)),
  );
}
