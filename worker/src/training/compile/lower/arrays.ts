import { toBits } from '@plumbline/verification/f32/bits';
import { elementCount, sameShape } from '@plumbline/verification/graph/shape';
import { slice_util, util } from '@tensorflow/tfjs-core';
import type { Value } from '../builder.ts';
import { truncate } from './elementwise.ts';
import {
  input,
  type KernelCall,
  type Lowering,
  type Lowerings,
  listInputs,
  numberAttribute,
  numbersAttribute,
  unsupported,
} from './kernel.ts';
import { alongAxis, concatenate, cut, ones } from './parts.ts';

const alias: Lowering = (build, call) => build.reshape(input(call, 'x'), call.shape);

function isWhole(dtype: string | undefined): boolean {
  return dtype === 'int32' || dtype === 'bool';
}

/** Values are f32 whatever tfjs calls them; only a float that becomes an int or a bool changes. */
const cast: Lowering = (build, call) => {
  const x = input(call, 'x');
  const from = call.dtypes.x;
  if (call.dtype === 'bool' && from !== 'bool') return build.binary('notEqual', x, build.fill(0));
  if (call.dtype === 'int32' && !isWhole(from)) return truncate(build, x);
  return x;
};

function axisOf(call: KernelCall, { shape }: Value): number {
  return (numberAttribute(call, 'axis', 0) + shape.length) % shape.length;
}

const select: Lowering = (build, call) => {
  const condition = input(call, 'condition');
  const a = input(call, 't');
  // A vector of conditions chooses whole rows.
  const perRow = condition.shape.length === 1 && a.shape.length > 1;
  const shape = perRow ? [condition.shape[0] ?? 1, ...a.shape.slice(1).map(() => 1)] : condition.shape;
  return build.select(build.reshape(condition, shape), a, input(call, 'e'));
};

const gather: Lowering = (build, call) => {
  const x = input(call, 'x');
  const indices = input(call, 'indices');
  const axis = (numberAttribute(call, 'axis', 0) + x.shape.length) % x.shape.length;
  if (numberAttribute(call, 'batchDims', 0) !== 0) throw unsupported(call, 'has batch dimensions');
  const flat = build.reshape(indices, [elementCount(indices.shape)]);
  const rows = alongAxis(build, x, axis, (front) =>
    build.plain('gather', [front, flat], [...flat.shape, ...front.shape.slice(1)]),
  );
  return build.reshape(rows, call.shape);
};

const tile: Lowering = (build, call) => {
  const x = input(call, 'x');
  const repeats = numbersAttribute(call, 'reps');
  const apart = x.shape.flatMap((size, i) => (repeats[i] === 1 ? [size] : [1, size]));
  const wide = x.shape.flatMap((size, i) => (repeats[i] === 1 ? [size] : [repeats[i] ?? 1, size]));
  return build.reshape(build.broadcast(build.reshape(x, apart), wide), call.shape);
};

const unsortedSegmentSum: Lowering = (build, call) => {
  const ids = input(call, 'segmentIds');
  return build.plain(
    'segmentSum',
    [input(call, 'x'), build.reshape(ids, [elementCount(ids.shape)])],
    call.shape,
  );
};

const oneHot: Lowering = (build, call) => {
  const on = toBits(numberAttribute(call, 'onValue', 1));
  const off = toBits(numberAttribute(call, 'offValue', 0));
  return build.node({ type: 'oneHot', value: { on, off } }, [input(call, 'indices')], call.shape);
};

/** Some axes the other way round. */
const reverse: Lowering = (build, call) => {
  const x = input(call, 'x');
  const axes = util.parseAxisParam(call.attributes.dims as number[], [...x.shape]);
  return axes.reduce((value, axis) => {
    const size = value.shape[axis] ?? 1;
    const order = build.constant(
      Float32Array.from({ length: size }, (_, i) => size - 1 - i),
      [size],
    );
    return alongAxis(build, value, axis, (front) => build.plain('gather', [front, order], front.shape));
  }, x);
};

function filled(of: (call: KernelCall) => number): Lowering {
  return (build, call) => build.fill(of(call), call.shape);
}

/** Kernels that move, select or make values. */
export const arrays: Lowerings = {
  ExpandDims: (build, call) => build.reshape(input(call, 'input'), call.shape),
  Identity: alias,
  Reshape: alias,
  Cast: cast,

  Fill: filled((call) => numberAttribute(call, 'value')),
  OnesLike: filled(() => 1),
  ZerosLike: filled(() => 0),

  GatherV2: gather,
  OneHot: oneHot,
  Select: select,
  Tile: tile,
  Reverse: reverse,
  Transpose: (build, call) => build.transpose(input(call, 'x'), numbersAttribute(call, 'perm')),
  UnsortedSegmentSum: unsortedSegmentSum,

  Concat: (build, call) => {
    const parts = listInputs(call);
    const rank = call.shape.length;
    return concatenate(build, parts, (numberAttribute(call, 'axis', 0) + rank) % rank);
  },
  Pack: (build, call) => {
    const axis = numberAttribute(call, 'axis', 0);
    const parts = listInputs(call).map((part) =>
      build.reshape(part, [...part.shape.slice(0, axis), 1, ...part.shape.slice(axis)]),
    );
    return concatenate(build, parts, axis);
  },
  PadV2: (build, call) => {
    const x = input(call, 'x');
    if (sameShape(x.shape, call.shape)) return x;
    const paddings = call.attributes.paddings as [number, number][];
    const [before, after] = [paddings.map(([count]) => count), paddings.map(([, count]) => count)];
    const bits = toBits(numberAttribute(call, 'constantValue', 0));
    return build.node({ type: 'pad', value: { before, after, bits } }, [x], call.shape);
  },
  Slice: (build, call) => {
    const x = input(call, 'x');
    const begin = [call.attributes.begin as number | number[]].flat();
    const first = x.shape.map((_, axis) => begin[axis] ?? 0);
    return cut(build, x, first, ones(x), call.shape);
  },
  StridedSlice: (build, call) => {
    const x = input(call, 'x');
    const [begin, end] = ['begin', 'end'].map((name) => numbersAttribute(call, name));
    const strides = call.attributes.strides ? numbersAttribute(call, 'strides') : begin?.map(() => 1);
    const mask = (name: string): number => numberAttribute(call, name, 0);
    const info = slice_util.sliceInfo(
      [...x.shape],
      begin ?? [],
      end ?? [],
      strides ?? [],
      mask('beginMask'),
      mask('endMask'),
      mask('ellipsisMask'),
      mask('newAxisMask'),
      mask('shrinkAxisMask'),
    );
    if (info.strides.some((stride) => stride < 1)) throw unsupported(call, 'runs backwards');
    const shape = slice_util.computeOutShape(info.begin, info.end, info.strides);
    return build.reshape(cut(build, x, info.begin, info.strides, shape), call.shape);
  },
  SplitV: (build, call) => {
    const x = input(call, 'x');
    const axis = axisOf(call, x);
    const before = call.shapes.slice(0, call.index).reduce((sum, shape) => sum + (shape[axis] ?? 0), 0);
    const begin = x.shape.map((_, i) => (i === axis ? before : 0));
    return cut(build, x, begin, ones(x), call.shape);
  },
  Unpack: (build, call) => {
    const x = input(call, 'value');
    const axis = axisOf(call, x);
    const begin = x.shape.map((_, i) => (i === axis ? call.index : 0));
    const shape = x.shape.map((size, i) => (i === axis ? 1 : size));
    return build.reshape(cut(build, x, begin, ones(x), shape), call.shape);
  },
};
