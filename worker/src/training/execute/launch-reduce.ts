import { elementCount, stridesOf } from '@plumbline/verification/graph/shape';
import type { Shape } from '@plumbline/verification/graph/types';
import type { Launch, LaunchContext } from './launch-context.ts';
import { launchCopy } from './launch-copy.ts';

/** A reduction seen as [outer, count, inner] → [outer, inner]. */
interface Runs {
  readonly outer: number;
  readonly count: number;
  readonly inner: number;
}

/** The runs of a reduction whose reduced axes lie side by side; undefined when kept ones lie between them. */
export function reductionRuns(input: Shape, axes: readonly number[]): Runs | undefined {
  const reduced = axes.filter((axis) => input[axis] !== 1);
  const first = reduced[0] ?? input.length;
  const last = reduced.at(-1) ?? input.length - 1;
  const beside = input.slice(first, last + 1).every((size, i) => size === 1 || reduced.includes(first + i));
  if (!beside) return undefined;
  return {
    outer: elementCount(input.slice(0, first)),
    count: elementCount(input.slice(first, last + 1)),
    inner: elementCount(input.slice(last + 1)),
  };
}

/** A reduction; one that is no runs is first transposed so that the reduced axes, in their order, come last. */
export function launchReduce(
  type: 'sum' | 'max',
  input: Shape,
  axes: readonly number[],
  context: LaunchContext,
): Launch {
  const { kernels, output, scratch, onward = false } = context;
  const rowsKernel = type === 'sum' ? kernels.sumRows : kernels.maxRows;
  const [source = 0] = context.inputs;
  const runs = reductionRuns(input, axes);
  if (runs) {
    const { outer, count, inner } = runs;
    if (inner === 1) return () => rowsKernel(source, output, outer, count);
    if (type === 'max') return () => kernels.maxMiddle(source, output, outer, count, inner);
    return () => kernels.sumMiddle(source, output, outer, count, inner, +onward);
  }
  const kept = input.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const strides = stridesOf(input);
  const order = [...kept, ...axes];
  const shape = order.map((axis) => input[axis] ?? 1);
  const gather = launchCopy(
    shape,
    order.map((axis) => strides[axis] ?? 0),
    context,
    scratch,
  );
  const rows = elementCount(shape.slice(0, kept.length));
  const columns = elementCount(shape.slice(kept.length));
  return () => {
    gather();
    rowsKernel(scratch, output, rows, columns);
  };
}
