import type { PoolWindow, Shape, Walk, WalkOperatorName } from '@plumbline/verification/graph/types';
import { backend_util } from '@tensorflow/tfjs-core';
import type { GraphBuilder, Value } from '../builder.ts';
import { activate } from './elementwise.ts';
import { input, type KernelCall, type Lowering, type Lowerings, unsupported } from './kernel.ts';

type Pad = Parameters<typeof backend_util.computeConv2DInfo>[4];
type Size = [number, number];
type Image = [number, number, number, number];

function pair(call: KernelCall, name: string): Size {
  const value = call.attributes[name] as number | Size | null | undefined;
  return Array.isArray(value) ? value : [value ?? 1, value ?? 1];
}

/** The walk of a convolution of `x` with `filter`, its padding worked out as tfjs does. */
function walkOf(call: KernelCall, x: Shape, filter: Shape, depthwise: boolean): Walk {
  if ((call.attributes.dataFormat ?? 'NHWC') !== 'NHWC') throw unsupported(call, 'has its channels first');
  const [strides, dilations] = [pair(call, 'strides'), pair(call, 'dilations')];
  const { padInfo } = backend_util.computeConv2DInfo(
    x as Image,
    filter as Image,
    strides,
    dilations,
    call.attributes.pad as unknown as Pad,
    call.attributes.dimRoundingMode as unknown as 'floor',
    depthwise,
  );
  const { top, bottom, left, right } = padInfo;
  return { strides, dilations, padding: [top, bottom, left, right] };
}

function windowOf(call: KernelCall, x: Shape): PoolWindow {
  const [window, strides] = [pair(call, 'filterSize'), pair(call, 'strides')];
  const { padInfo } = backend_util.computePool2DInfo(
    x as Image,
    window,
    strides,
    1,
    call.attributes.pad as unknown as Pad,
    call.attributes.dimRoundingMode as unknown as 'floor',
  );
  const { top, bottom, left, right } = padInfo;
  return { window, strides, padding: [top, bottom, left, right] };
}

function convolve(build: GraphBuilder, call: KernelCall, depthwise: boolean): Value {
  const [x, filter] = [input(call, 'x'), input(call, 'filter')];
  const type: WalkOperatorName = depthwise ? 'depthwiseConv2d' : 'conv2d';
  return build.node({ type, value: walkOf(call, x.shape, filter.shape, depthwise) }, [x, filter], call.shape);
}

function inputGradient(type: 'conv2dInputGradient' | 'depthwiseConv2dInputGradient'): Lowering {
  return (build, call) => {
    const [dy, filter] = [input(call, 'dy'), input(call, 'filter')];
    const value = walkOf(call, call.shape, filter.shape, type !== 'conv2dInputGradient');
    return build.node({ type, value }, [dy, filter], call.shape);
  };
}

function filterGradient(type: 'conv2dFilterGradient' | 'depthwiseConv2dFilterGradient'): Lowering {
  return (build, call) => {
    const [x, dy] = [input(call, 'x'), input(call, 'dy')];
    const value = walkOf(call, x.shape, call.shape, type !== 'conv2dFilterGradient');
    return build.node({ type, value }, [x, dy], call.shape);
  };
}

function pool(type: 'maxPool' | 'avgPool'): Lowering {
  return (build, call) => {
    const x = input(call, 'x');
    return build.node({ type, value: windowOf(call, x.shape) }, [x], call.shape);
  };
}

function fused(depthwise: boolean): Lowering {
  return (build, call) => {
    const result = convolve(build, call, depthwise);
    const { bias } = call.inputs;
    return activate(build, call, bias ? build.binary('add', result, bias) : result);
  };
}

/** How many times each row and column is repeated when images grow by whole factors. */
function growth(call: KernelCall, small: Shape, large: Shape): Size {
  const factors = [1, 2].map((axis) => (large[axis] ?? 1) / (small[axis] ?? 1)) as Size;
  if (call.attributes.alignCorners || call.attributes.halfPixelCenters || !factors.every(Number.isInteger)) {
    throw unsupported(call, 'resizes by what is no whole factor');
  }
  return factors;
}

/** Kernels whose taps walk over images. */
export const windows: Lowerings = {
  Conv2D: (build, call) => convolve(build, call, false),
  Conv2DBackpropInput: inputGradient('conv2dInputGradient'),
  Conv2DBackpropFilter: filterGradient('conv2dFilterGradient'),
  FusedConv2D: fused(false),
  DepthwiseConv2dNative: (build, call) => convolve(build, call, true),
  DepthwiseConv2dNativeBackpropInput: inputGradient('depthwiseConv2dInputGradient'),
  DepthwiseConv2dNativeBackpropFilter: filterGradient('depthwiseConv2dFilterGradient'),
  FusedDepthwiseConv2D: fused(true),
  MaxPool: pool('maxPool'),
  AvgPool: pool('avgPool'),
  MaxPoolGrad: (build, call) => {
    const x = input(call, 'input');
    const dy = input(call, 'dy');
    const value = windowOf(call, x.shape);
    const index = build.node({ type: 'maxPoolIndex', value }, [x], dy.shape);
    return build.node({ type: 'maxPoolGradient', value }, [dy, index], x.shape);
  },
  AvgPoolGrad: (build, call) => {
    const value = windowOf(call, call.shape);
    return build.node({ type: 'avgPoolGradient', value }, [input(call, 'dy')], call.shape);
  },
  ResizeNearestNeighbor: (build, call) => {
    const x = input(call, 'images');
    const [n = 1, h = 1, w = 1, c = 1] = x.shape;
    const [down, right] = growth(call, x.shape, call.shape);
    const apart = build.reshape(x, [n, h, 1, w, 1, c]);
    return build.reshape(build.broadcast(apart, [n, h, down, w, right, c]), call.shape);
  },
  ResizeNearestNeighborGrad: (build, call) => {
    const dy = input(call, 'dy');
    const [n = 1, h = 1, w = 1, c = 1] = call.shape;
    const [down, right] = growth(call, call.shape, dy.shape);
    return build.reshape(
      build.reduce('sum', build.reshape(dy, [n, h, down, w, right, c]), [2, 4]),
      call.shape,
    );
  },
};
