import { elementCount } from '@plumbline/verification/graph/shape';
import type {
  GraphNode,
  PoolOperatorName,
  PoolWindow,
  Shape,
  Walk,
  WalkOperatorName,
} from '@plumbline/verification/graph/types';
import { poolingOf } from '@plumbline/verification/operators/pool';
import { walkAxes } from '@plumbline/verification/operators/window';
import type { Kernels } from './kernels.ts';
import type { Launch, LaunchContext } from './launch-context.ts';
import { rangeOf, WHOLE } from './share.ts';

/** Values of patches that the gradient of a filter takes together. */
export const TILE_ROWS = 4;

/** Shapes of a convolution's images, filter and result, whichever of them the node computes. */
interface ConvolutionShapes {
  readonly x: Shape;
  readonly filter: Shape;
  readonly y: Shape;
}

function shapesOf(type: WalkOperatorName, { shape, inputShapes }: GraphNode): ConvolutionShapes {
  const [first = [], second = []] = inputShapes;
  if (type.endsWith('InputGradient')) return { x: shape, filter: second, y: first };
  if (type.endsWith('FilterGradient')) return { x: first, filter: shape, y: second };
  return { x: first, filter: second, y: shape };
}

/** n, h, w, c, kh, kw, m (or q), oh, ow, strides, dilations, padding before: what every convolution kernel is told. */
function walkArguments(walk: Walk, { x, filter }: ConvolutionShapes): number[] {
  const [rows, columns] = walkAxes(walk, x.slice(1, 3), filter.slice(0, 2));
  const [kh = 1, kw = 1, , m = 1] = filter;
  return [
    ...[...x, kh, kw, m, rows.outputs, columns.outputs, rows.stride, columns.stride],
    ...[rows.dilation, columns.dilation, rows.before, columns.before],
  ];
}

/** A convolution or one of its gradients. */
export function launchConvolution(
  type: WalkOperatorName,
  walk: Walk,
  node: GraphNode,
  { kernels, inputs, output, scratch, share = WHOLE, onward = false }: LaunchContext,
): Launch {
  const rest = walkArguments(walk, shapesOf(type, node));
  const [a = 0, b = 0] = inputs;
  switch (type) {
    case 'conv2dFilterGradient': {
      const values = rangeOf(elementCount(node.shape.slice(0, 3)), TILE_ROWS, share);
      return () => kernels.conv2dFilterGradient(a, b, output, scratch, ...rest, ...values, +onward);
    }
    case 'conv2d':
    case 'conv2dInputGradient': {
      const kernel = kernels[type];
      return () => kernel(a, b, output, scratch, ...rest);
    }
    default: {
      const kernel = kernels[type];
      return () => kernel(a, b, output, ...rest);
    }
  }
}

/** Scratch memory of a convolution, in bytes. */
export function convolutionScratch(
  type: WalkOperatorName,
  walk: Walk,
  node: GraphNode,
  kernels: Kernels,
): number {
  const geometry = walkArguments(walk, shapesOf(type, node));
  switch (type) {
    case 'conv2d':
      return kernels.conv2dScratchBytes(...geometry);
    case 'conv2dInputGradient':
      return kernels.conv2dInputGradientScratchBytes(...geometry);
    case 'conv2dFilterGradient':
      return kernels.conv2dFilterGradientScratchBytes(...geometry);
    default:
      return 0;
  }
}

/** Pooling or its gradient. */
export function launchPooling(
  type: PoolOperatorName,
  window: PoolWindow,
  node: GraphNode,
  { kernels, inputs, output }: LaunchContext,
): Launch {
  const backward = type.endsWith('Gradient');
  const { x, rows, columns } = poolingOf(window, backward ? node.shape : (node.inputShapes[0] ?? []));
  const rest = [
    ...[...x, rows.taps, columns.taps, rows.outputs, columns.outputs],
    ...[rows.stride, columns.stride, rows.before, columns.before],
  ];
  const [a = 0, b = 0] = inputs;
  if (type === 'maxPoolGradient') return () => kernels.maxPoolGradient(a, b, output, ...rest);
  const kernel = kernels[type];
  return () => kernel(a, output, ...rest);
}
