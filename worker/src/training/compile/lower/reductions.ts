import { elementCount } from '@plumbline/verification/graph/shape';
import { util } from '@tensorflow/tfjs-core';
import type { GraphBuilder, Value } from '../builder.ts';
import { input, type KernelCall, type Lowering, type Lowerings, numberAttribute } from './kernel.ts';

function axesOf(call: KernelCall, x: Value, attribute: string): number[] {
  const axes = call.attributes[attribute] as number | number[] | undefined;
  return util.parseAxisParam(axes ?? x.shape.map((_, i) => i), [...x.shape]);
}

function reduction(type: 'sum' | 'max', attribute: string): Lowering {
  return (build, call) => {
    const x = input(call, 'x');
    return build.reshape(build.reduce(type, x, axesOf(call, x, attribute)), call.shape);
  };
}

/** The reduction with its axes kept as 1, so that it broadcasts back. */
function keeping(build: GraphBuilder, type: 'sum' | 'max', x: Value, axis: number): Value {
  const shape = x.shape.map((size, i) => (i === axis ? 1 : size));
  return build.reshape(build.reduce(type, x, [axis]), shape);
}

function centred(build: GraphBuilder, logits: Value): Value {
  return build.binary('sub', logits, keeping(build, 'max', logits, logits.shape.length - 1));
}

/** The first position along an axis where x is largest; NaN is passed over. */
function firstLargest(build: GraphBuilder, call: KernelCall, given: Value): Value {
  const x = build.select(build.binary('equal', given, given), given, build.fill(Number.NEGATIVE_INFINITY));
  const [axis = 0] = axesOf(call, x, 'axis');
  const size = x.shape[axis] ?? 1;
  const positions = build.constant(
    Float32Array.from({ length: size }, (_, i) => -i),
    x.shape.map((_, i) => (i === axis ? size : 1)),
  );
  const largest = build.binary('equal', x, keeping(build, 'max', x, axis));
  const found = build.reduce('max', build.select(largest, positions, build.fill(-size)), [axis]);
  return build.reshape(build.unary('neg', found), call.shape);
}

/** Kernels that make one value of many. */
export const reductions: Lowerings = {
  Sum: reduction('sum', 'axis'),
  Max: reduction('max', 'reductionIndices'),
  Any: reduction('max', 'axis'),
  All: (build, call) => {
    const x = build.unary('logicalNot', input(call, 'x'));
    const least = build.unary('logicalNot', build.reduce('max', x, axesOf(call, x, 'axis')));
    return build.reshape(least, call.shape);
  },
  Min: (build, call) => {
    const x = build.unary('neg', input(call, 'x'));
    const least = build.unary('neg', build.reduce('max', x, axesOf(call, x, 'axis')));
    return build.reshape(least, call.shape);
  },
  ArgMax: (build, call) => firstLargest(build, call, input(call, 'x')),
  ArgMin: (build, call) => firstLargest(build, call, build.unary('neg', input(call, 'x'))),
  Mean: (build, call) => {
    const x = input(call, 'x');
    const axes = axesOf(call, x, 'axis');
    const count = elementCount(axes.map((axis) => x.shape[axis] ?? 1));
    const mean = build.binary('div', build.reduce('sum', x, axes), build.fill(count));
    return build.reshape(mean, call.shape);
  },
  Softmax: (build, call) => {
    const exponentials = build.unary('exp', centred(build, input(call, 'logits')));
    const total = keeping(build, 'sum', exponentials, exponentials.shape.length - 1);
    return build.binary('div', exponentials, total);
  },
  LogSoftmax: (build, call) => {
    const shifted = centred(build, input(call, 'logits'));
    const total = keeping(build, 'sum', build.unary('exp', shifted), shifted.shape.length - 1);
    return build.binary('sub', shifted, build.unary('log', total));
  },
  FusedBatchNorm: (build, call) => {
    const variance = input(call, 'variance');
    const epsilon = build.fill(numberAttribute(call, 'varianceEpsilon', 0.001));
    const scale = build.unary('rsqrt', build.binary('add', variance, epsilon));
    const difference = build.binary('sub', input(call, 'x'), input(call, 'mean'));
    let result = build.binary('mul', difference, scale);
    if (call.inputs.scale) result = build.binary('mul', result, call.inputs.scale);
    if (call.inputs.offset) result = build.binary('add', result, call.inputs.offset);
    return result;
  },
  AddN: (build, call) =>
    Object.values(call.inputs).reduce((total, value) => build.binary('add', total, value)),
};
