import { sameShape } from '@plumbline/verification/graph/shape';
import type { Shape } from '@plumbline/verification/graph/types';
import type { GraphBuilder, Value } from '../builder.ts';

/** x with `axis` brought to the front, worked on, and brought back. */
export function alongAxis(build: GraphBuilder, x: Value, axis: number, work: (x: Value) => Value): Value {
  const order = x.shape.map((_, i) => i);
  const forward = [axis, ...order.filter((i) => i !== axis)];
  const back = order.map((i) => forward.indexOf(i));
  return build.transpose(work(build.transpose(x, forward)), back);
}

/** A box of x, every so many positions. */
export function cut(
  build: GraphBuilder,
  x: Value,
  begin: readonly number[],
  strides: readonly number[],
  shape: Shape,
): Value {
  if (sameShape(x.shape, shape)) return x;
  const uniform = build.uniform(x);
  if (uniform !== undefined) return build.fill(uniform, shape);
  return build.node({ type: 'slice', value: { begin: [...begin], strides: [...strides] } }, [x], shape);
}

/** A 1 for each axis. */
export function ones({ shape }: Value): number[] {
  return shape.map(() => 1);
}

/** Parts one after the other; halves first, so that little is copied more than a few times. */
export function concatenate(build: GraphBuilder, parts: readonly Value[], axis: number): Value {
  const middle = parts.length >> 1;
  if (middle === 0) return parts[0] as Value;
  const [a, b] = [parts.slice(0, middle), parts.slice(middle)].map((half) => concatenate(build, half, axis));
  const [first, second] = [a as Value, b as Value];
  const shape = first.shape.map((size, i) => (i === axis ? size + (second.shape[i] ?? 1) : size));
  return build.node({ type: 'concat', value: { axis } }, [first, second], shape);
}
