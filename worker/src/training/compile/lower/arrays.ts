import { toBits } from '@plumbline/verification/f32/bits';
import { elementCount } from '@plumbline/verification/graph/shape';
import type { GraphBuilder, Value } from '../builder.ts';
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

/** x with `axis` brought to the front, worked on, and brought back. */
function alongAxis(build: GraphBuilder, x: Value, axis: number, work: (x: Value) => Value): Value {
  const order = x.shape.map((_, i) => i);
  const forward = [axis, ...order.filter((i) => i !== axis)];
  const back = order.map((i) => forward.indexOf(i));
  return build.transpose(work(build.transpose(x, forward)), back);
}

function wholeNumbers(build: GraphBuilder, first: number, count: number): Value {
  return build.constant(
    Float32Array.from({ length: count }, (_, i) => first + i),
    [count],
  );
}

/** Elements [begin, begin + size) of one axis. */
function cut(build: GraphBuilder, x: Value, axis: number, begin: number, size: number): Value {
  if (begin === 0 && size === x.shape[axis]) return x;
  return alongAxis(build, x, axis, (front) =>
    build.plain('gather', [front, wholeNumbers(build, begin, size)], [size, ...front.shape.slice(1)]),
  );
}

/** x put at `begin` of a longer axis, zero elsewhere. */
function place(build: GraphBuilder, x: Value, axis: number, begin: number, size: number): Value {
  const own = x.shape[axis] ?? 1;
  if (begin === 0 && size === own) return x;
  return alongAxis(build, x, axis, (front) =>
    build.plain('segmentSum', [front, wholeNumbers(build, begin, own)], [size, ...front.shape.slice(1)]),
  );
}

function concatenate(build: GraphBuilder, parts: readonly Value[], axis: number): Value {
  const total = parts.reduce((sum, part) => sum + (part.shape[axis] ?? 1), 0);
  let begin = 0;
  const placed = parts.map((part) => {
    const value = place(build, part, axis, begin, total);
    begin += part.shape[axis] ?? 1;
    return value;
  });
  return placed.reduce((sum, value) => build.binary('add', sum, value));
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

function filled(of: (call: KernelCall) => number): Lowering {
  return (build, call) => build.fill(of(call), call.shape);
}

/** Kernels that move, select or make values. */
export const arrays: Lowerings = {
  ExpandDims: alias,
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
    if (numberAttribute(call, 'constantValue', 0) !== 0)
      throw unsupported(call, 'pads with a value other than 0');
    const paddings = call.attributes.paddings as number[][];
    return paddings.reduce(
      (x, [before = 0], axis) => place(build, x, axis, before, call.shape[axis] ?? 1),
      input(call, 'x'),
    );
  },
  Slice: (build, call) => {
    const begin = [call.attributes.begin as number | number[]].flat();
    return call.shape.reduce<Value>(
      (x, size, axis) => cut(build, x, axis, begin[axis] ?? 0, size),
      input(call, 'x'),
    );
  },
};
